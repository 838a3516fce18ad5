"""An answer that is a file is a file of that very case, wherever it stands in the form."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from sojourn.audit.models import Event
from sojourn.cases.actions import Joining, attach_file, open_case, record_entry, save_draft
from sojourn.cases.models import Entry
from sojourn.kernel import ids
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by
from sojourn.subjects.particulars import Particulars


def picture(kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, kind)
    out.seek(0)
    return out


@pytest.fixture
def visit(opened, caseworker):
    """Hand in a visit with these answers."""

    def hand_in(by=caseworker, corrects=None, **answers):
        told = {"visited_on": "2026-03-01"} | answers
        return record_entry(case=opened.case, form="visit", answers=told, corrects=corrects, by=by)

    return hand_in


def refused(hand_in, **answers):
    """The refusal as (code, question), after which nothing is there."""
    with pytest.raises(Refused) as no:
        hand_in(**answers)
    assert not Entry.objects.filter(form="visit").exists()
    return [(reason.code, reason.field) for reason in no.value.reasons]


def test_a_file_of_the_case_is_an_answer(visit, opened, caseworker):
    scene = attach_file(case=opened.case, upload=picture(), filename="room.png", by=caseworker)
    report = attach_file(case=opened.case, upload=picture("PDF"), filename="report.pdf", by=caseworker)

    entry = visit(report=str(report.pk), room=[{"picture": str(scene.pk)}])

    assert entry.answers["report"] == str(report.pk)
    assert entry.answers["room"] == [{"picture": str(scene.pk)}]


@pytest.mark.parametrize("name", ["anything.png", "signature", "7", "01900000-0000-7000-8000-000000000000"])
def test_a_name_is_no_file(visit, name):
    assert refused(visit, report=name) == [("file_unknown", "report")]


def test_the_refusal_names_the_question_and_what_to_do(visit):
    with pytest.raises(Refused, match=r"Report: this file is not kept with the case\. Attach it here, then hand"):
        visit(report="anything.png")


def test_another_way_of_writing_an_id_is_no_answer(visit, opened, caseworker):
    report = attach_file(case=opened.case, upload=picture(), filename="a.png", by=caseworker)

    assert refused(visit, report=str(report.pk).upper()) == [("file_unknown", "report")]


def test_in_rows_the_place_is_named(visit, opened, caseworker):
    scene = attach_file(case=opened.case, upload=picture(), filename="room.png", by=caseworker)

    assert refused(visit, room=[{"picture": str(scene.pk)}, {"picture": "b.png"}]) == [
        ("file_unknown", "room[2].picture")
    ]


def test_a_picture_is_asked_for_and_nothing_else(visit, opened, caseworker):
    report = attach_file(case=opened.case, upload=picture("PDF"), filename="a.pdf", by=caseworker)

    assert refused(visit, room=[{"picture": str(report.pk)}]) == [("file_kind", "room[1].picture")]


@pytest.mark.parametrize("office", ["north", "south"])
def test_the_file_of_another_case_is_as_unknown_as_none(visit, house, office):
    by = house.who("caseworker", office)
    person = Particulars(family_name="Cedar", given_names="Testperson", birth="1990", sex="F")
    with seen_by(by):
        other = open_case(
            pack="shelter", office=getattr(house, office), members=[Joining("principal", None, person)], by=by
        )
        theirs = attach_file(case=other, upload=picture(), filename="a.png", by=by)

    assert refused(visit, report=str(theirs.pk)) == [("file_unknown", "report")]


def test_a_draft_may_hold_what_is_not_there_yet(opened, caseworker):
    draft = save_draft(case=opened.case, form="visit", answers={"report": "coming.png"}, by=caseworker)

    assert draft.answers == {"report": "coming.png"}


def test_a_form_filled_anew_takes_nothing_unseen_from_the_one_before(visit, house):
    """Finance does not read what was overheard: it stays with its visit, and joins no other."""
    first = visit(overheard="A loud voice")
    finance = house.who("finance")
    with seen_by(finance):
        second = visit(by=finance)
        corrected = visit(by=finance, corrects=first)

    assert "overheard" not in second.answers
    assert corrected.answers["overheard"] == "A loud voice"


def test_what_is_put_right_is_of_the_same_case_and_form(visit, opened, house, caseworker):
    elsewhere = open_case(
        pack="shelter", office=house.north, by=caseworker,
        members=[Joining("principal", None, Particulars(family_name="Cedar", birth="1990", sex="F"))],
    )  # fmt: skip
    theirs = record_entry(case=elsewhere, form="visit", answers={"visited_on": "2026-03-01"}, by=caseworker)

    with pytest.raises(Refused) as no:
        visit(corrects=theirs)

    assert no.value.codes == ("corrects",)
    assert Event.objects.filter(action="entry.recorded", object_id=str(opened.case.pk)).count() == 0


def test_finished_cases_bring_no_files(opened, house, caseworker):
    from sojourn.accounts.viewer import Viewer
    from sojourn.cases.actions.ingest import NewCase, NewEntry, NewMember, ingest_cases
    from sojourn.cases.queries.packs import pack_of

    by = Viewer.machine("import", [house.north])
    pack = pack_of(opened.case)
    final = next(name for name, stage in pack.stages.items() if stage.final)
    answers = {"visited_on": "2026-03-01", "report": str(ids.new_id())}
    new = NewCase(2, "", None, (NewEntry("visit", answers),), (NewMember("principal", ()),))

    with seen_by(by), pytest.raises(Refused) as no:
        ingest_cases(pack=pack, office=house.north, cases=[new], by=by, origin="test", stage=final)

    assert no.value.codes == ("file_unknown",)
