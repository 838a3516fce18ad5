"""From a list of indicators to an edition; each step that judges needs somebody else, and nobody else's office."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook

from sojourn.audit.models import Event
from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.profile.editions import rebuilt
from sojourn.kernel.refused import Refused
from sojourn.profiles import actions
from sojourn.profiles.checking import workbook_of
from sojourn.profiles.queries import (
    card_of_edition,
    gaps_of,
    group_of,
    printed_texts,
    profile_of,
    profiles_of,
    returns_of,
)
from sojourn.protection.scope import seen_by, whole_chain

DUE = date(2026, 12, 1)


def refused(code, act, **words):
    with pytest.raises(Refused) as caught:
        act(**words)
    assert code in caught.value.codes


def approved(people, profile, indicators=("MP002", "MP098")):
    actions.list_indicators(profile=profile, indicators=list(indicators), by=people.writer)
    with seen_by(people.manager):
        return actions.approve_indicators(profile=profile, by=people.manager)


def filled(request, tmp_path, figures):
    """The workbook of a request with one row of figures per year: women, men, unknown, total."""
    path = tmp_path / "returned.xlsx"
    path.write_bytes(workbook_of(request))
    book = load_workbook(path)
    for sheet in book.worksheets[1:]:
        codes = [cell.value for cell in sheet[3]]
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                if cell.value is None and codes[cell.column - 1] is not None:
                    cell.value = figures.get(codes[cell.column - 1], 0)
    book.save(path)
    return path


def test_a_list_is_approved_by_somebody_else(people, profile):
    with seen_by(people.manager):
        actions.list_indicators(profile=profile, indicators=["MP002"], by=people.manager)
        refused("four_eyes", actions.approve_indicators, profile=profile, by=people.manager)
    with seen_by(people.writer):
        refused("role", actions.approve_indicators, profile=profile, by=people.writer)
        done = approved(people, profile)
    assert done.approved_at
    assert done.indicators == ["MP002", "MP098"]


def test_a_changed_list_waits_for_approval_again(people, profile):
    with seen_by(people.writer):
        approved(people, profile)
        changed = actions.list_indicators(profile=profile, indicators=["MP002"], by=people.writer)
    assert changed.approved_at is None


def test_other_offices_see_nothing_of_it(people, profile):
    with seen_by(people.stranger):
        assert profiles_of(people.stranger) == []
        assert profile_of(people.stranger, "DEU") is None
        refused("role", actions.write_text, profile=profile, section="A.1", body="x", by=people.stranger)


def test_who_may_not_write_is_refused(people, profile):
    with seen_by(people.counsellor):
        refused("role", actions.start_profile, office=people.office, country="FRA", by=people.counsellor)
    with seen_by(people.writer):
        refused("unknown_country", actions.start_profile, office=people.office, country="EU", by=people.writer)


def test_a_member_leaves_and_the_row_stays(people, profile):
    with seen_by(people.writer):
        member = actions.join_group(
            profile=profile, name="Testperson Alder", institution="Invented Office", part="chair", by=people.writer
        )
        actions.leave_group(profile=profile, member_id=member.pk, by=people.writer)
        assert group_of(profile) == []
        assert profile.group.count() == 1


def test_a_text_is_signed_by_another_and_a_new_version_is_not(people, profile):
    with seen_by(people.manager):
        actions.write_text(profile=profile, section="A.1", body="One.", by=people.manager)
        refused("four_eyes", actions.sign_text, profile=profile, section="A.1", by=people.manager)
    with seen_by(people.writer):
        actions.write_text(profile=profile, section="A.1", body="Two.", by=people.writer)
    with seen_by(people.manager):
        actions.sign_text(profile=profile, section="A.1", by=people.manager)
        assert printed_texts(profile, signed_only=True)["A.1"].signed_by == "Testperson Manager"
    with seen_by(people.writer):
        actions.write_text(profile=profile, section="A.1", body="Three.", by=people.writer)
        assert printed_texts(profile, signed_only=True) == {}
        assert printed_texts(profile, signed_only=False)["A.1"].body == "Three."
        assert profile.texts.count() == 3


def test_a_gap_stands_on_the_register_once(people, profile):
    with seen_by(people.writer):
        words = {"profile": profile, "indicator": "MP020", "kind": "absent", "by": people.writer}
        entry = actions.open_gap(**words)
        refused("open_already", actions.open_gap, **words)
        changed = actions.change_gap(
            entry=entry, owner="Invented Office", action="Ask them", due_on=DUE, under_way=True, by=people.writer
        )
        assert (changed.owner, changed.state) == ("Invented Office", "under_way")
        actions.close_gap(entry=entry, by=people.writer)
        assert gaps_of(profile) == []
        actions.open_gap(**words)
        assert len(gaps_of(profile, closed=True)) == 2


def test_a_return_is_checked_cell_by_cell_and_joins_the_store(people, profile, store, tmp_path):
    with seen_by(people.writer):
        request = actions.send_request(
            profile=profile, institution="Invented Ministry", indicators=["MP098"], years=(2023, 2024), due_on=DUE,
            partners=["TUR"], by=people.writer,
        )  # fmt: skip
        path = filled(request, tmp_path, {"F": 10, "M": 12, "_T": 23})
        wrong = actions.store_return(request=request, path=path, store=store, by=people.writer)
        assert any(one["severity"] == "error" and one["code"] == "sum" for one in wrong.problems)
        assert all("!" in one["at"] for one in wrong.problems if one["code"] == "sum")
    with seen_by(people.manager):
        refused("has_errors", actions.accept_return, request=request, store=store, by=people.manager)
    with seen_by(people.writer):
        path = filled(request, tmp_path, {"F": 10, "M": 12, "_T": 22, "TUR": 22, "Y15T64": 22})
        right = actions.store_return(request=request, path=path, store=store, by=people.writer)
        assert [one for one in right.problems if one["severity"] == "error"] == []
    with seen_by(people.manager):
        actions.accept_return(request=request, store=store, message="Seen.", by=people.manager)
        assert [one.decision for one in returns_of(request)] == ["accepted", ""]
    with store.reading() as reading:
        figure = Figures(reading).newest("MP098", "DEU")
    assert (figure.value, figure.year, figure.sources[0].dataset) == (22, 2024, "national_returns")


def test_a_leap_against_another_source_wants_an_explanation(people, profile, store, tmp_path):
    with seen_by(people.writer):
        request = actions.send_request(
            profile=profile, institution="Invented Ministry", indicators=["MP060"], years=(2024, 2024), due_on=DUE,
            by=people.writer,
        )  # fmt: skip
        path = filled(request, tmp_path, {"F": 300, "M": 300, "_T": 600, "Y15T64": 600})
        kept = actions.store_return(request=request, path=path, store=store, by=people.writer)
    codes = {(one["code"], one["severity"]) for one in kept.problems}
    assert {("mirror", "warning"), ("previous", "warning")} <= codes
    with seen_by(people.manager):
        refused("unexplained", actions.accept_return, request=request, store=store, by=people.manager)


def test_an_edition_needs_a_drafter_a_reviewer_and_an_approver(people, profile, store):
    with seen_by(people.writer):
        refused("no_list", actions.draft_edition, profile=profile, as_of=DUE, by=people.writer)
        profile = approved(people, profile)
        actions.write_text(profile=profile, section="A.1", body="Draft, unsigned.", by=people.writer)
        edition = actions.draft_edition(profile=profile, as_of=date(2025, 7, 1), by=people.writer)
        refused("on_its_way", actions.draft_edition, profile=profile, as_of=DUE, by=people.writer)
        refused("four_eyes", actions.review_edition, edition=edition, by=people.writer)
    with seen_by(people.second):
        actions.review_edition(edition=edition, by=people.second)
    with seen_by(people.manager):
        done = actions.approve_edition(edition=edition, store=store, by=people.manager)
    card = card_of_edition(done)
    assert card.pins["unhcr_population"] == "2025-06-12"
    assert card.texts == {}
    built = rebuilt(store, card)
    assert built.stamp.edition == 1
    assert {one.indicator for one in built.figures} == {"MP002"}
    assert done.card_sha256 == card.digest


def test_every_step_leaves_an_event(people, profile):
    with seen_by(people.writer):
        approved(people, profile)
    with whole_chain():
        names = list(Event.objects.values_list("action", flat=True))
    assert {"profile.started", "profile.indicators_listed", "profile.indicators_approved"} <= set(names)
