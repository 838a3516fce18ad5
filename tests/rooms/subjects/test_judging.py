"""Two records are judged by a person, with a reason; a judgement can be taken back, and nobody judges over another."""

from __future__ import annotations

import pytest

from sojourn.audit.models import Event
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by, whole_chain
from sojourn.subjects.actions import judge_pair, take_back_judgement
from sojourn.subjects.models import Judgement
from sojourn.subjects.queries import identity_of, judgements_of

pytestmark = pytest.mark.django_db


def judge(town, by, one, other, verdict="same", reason="same passport", **words):
    viewer, people = town.viewers[by], town.people
    with seen_by(viewer):
        return judge_pair(one=people[one], other=people[other], verdict=verdict, reason=reason, by=viewer, **words)


def identity(town, by, name):
    viewer = town.viewers[by]
    ids = {person.pk: known for known, person in town.people.items()}
    with seen_by(viewer):
        return {ids[id] for id in identity_of(viewer, town.people[name].pk)}


def test_records_judged_the_same_are_one_person_also_over_a_third(town):
    judge(town, "north", "alder", "birch")
    judge(town, "north", "cedar", "birch")

    assert identity(town, "north", "alder") == {"alder", "birch", "cedar"}


def test_a_judgement_needs_a_reason_and_a_known_verdict(town):
    with pytest.raises(Refused) as refused:
        judge(town, "north", "alder", "birch", reason=" ")
    assert refused.value.codes == ("reason_missing",)
    with pytest.raises(Refused) as refused:
        judge(town, "north", "alder", "birch", verdict="merged")
    assert refused.value.codes == ("verdict_unknown",)


def test_taken_back_the_records_stand_alone_again_and_the_history_stays(town):
    viewer, people = town.viewers["north"], town.people
    judge(town, "north", "alder", "birch")
    with seen_by(viewer):
        take_back_judgement(one=people["birch"], other=people["alder"], reason="mixed up", by=viewer)

        rows = judgements_of(viewer, people["alder"].pk, people["birch"].pk)
    assert [row.verdict for row in rows] == ["open", "same"]
    assert identity(town, "north", "alder") == {"alder"}


def test_who_judges_after_somebody_else_is_told_to_look_first(town):
    judge(town, "north", "alder", "birch", "different", seen=0)

    with pytest.raises(Refused) as refused:
        judge(town, "both", "alder", "birch", "same", seen=0)
    assert refused.value.codes == ("judged_meanwhile",)


def test_joining_what_somebody_holds_apart_is_refused(town):
    judge(town, "north", "alder", "cedar", "different")
    judge(town, "north", "alder", "birch")

    with pytest.raises(Refused) as refused:
        judge(town, "north", "birch", "cedar")
    assert refused.value.codes == ("contradiction",)


def test_parting_what_is_joined_over_a_third_is_refused(town):
    judge(town, "north", "alder", "birch")
    judge(town, "north", "birch", "cedar")

    with pytest.raises(Refused) as refused:
        judge(town, "north", "alder", "cedar", "different")
    assert refused.value.codes == ("contradiction",)


def test_who_sees_one_of_the_records_learns_nothing_of_the_judgement(town):
    judge(town, "officer", "alder", "gorse")

    assert identity(town, "officer", "alder") == {"alder", "gorse"}
    assert identity(town, "north", "alder") == {"alder"}
    with seen_by(town.viewers["north"]):
        assert not Judgement.objects.exists()
        assert not Event.objects.filter(action="identity.judged").exists()


def test_what_leads_over_a_hidden_record_is_not_followed(town):
    judge(town, "officer", "alder", "gorse")
    judge(town, "officer", "gorse", "birch")

    assert identity(town, "officer", "alder") == {"alder", "gorse", "birch"}
    assert identity(town, "north", "alder") == {"alder"}


def test_the_trail_names_the_verdict_and_neither_record(town):
    made = judge(town, "both", "alder", "elm")

    with whole_chain():
        event = Event.objects.get(action="identity.judged")
    assert (event.kind, event.object_id) == ("judgement", str(made.pk))
    assert str(town.people["elm"].pk) not in event.detail


def test_a_record_is_not_judged_against_itself(town):
    with pytest.raises(Refused) as refused:
        judge(town, "north", "alder", "alder")
    assert refused.value.codes == ("same_record",)


def test_what_nobody_judged_or_somebody_took_back_cannot_be_taken_back(town):
    viewer, people = town.viewers["north"], town.people
    words = {"one": people["alder"], "other": people["birch"], "reason": "mixed up", "by": viewer}
    with seen_by(viewer), pytest.raises(Refused) as refused:
        take_back_judgement(**words)
    assert refused.value.codes == ("not_judged",)

    judge(town, "north", "alder", "birch")
    with seen_by(viewer):
        take_back_judgement(**words)
        with pytest.raises(Refused):
            take_back_judgement(**words)


def test_a_judgement_across_a_seal_is_filed_under_the_seal(town):
    judge(town, "officer", "alder", "gorse")

    with whole_chain():
        event = Event.objects.get(action="identity.judged")
    assert (event.office_id, event.compartment) == (town.offices.north.pk, "thb")
