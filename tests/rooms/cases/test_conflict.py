"""Two people on one form: nothing is lost, and the second one sees what the first one wrote."""

from __future__ import annotations

import pytest

from sojourn.cases.actions import Conflict, record_entry, save_draft
from sojourn.cases.conflict import differences, merged
from sojourn.cases.models import Draft, Entry
from sojourn.cases.queries import current_entry, draft_of
from sojourn.protection.scope import seen_by

pytestmark = pytest.mark.django_db

FIRST = {"asked_on": "2026-03-01", "nights": "3", "words": "Near the school"}


def test_the_second_writer_is_shown_both_and_the_difference(opened, caseworker, house, at):
    other = house.who("counsellor")
    with at():
        record_entry(case=opened.case, form="request", answers=FIRST, expected_version=0, by=caseworker)
        with seen_by(other):
            theirs = {**FIRST, "nights": "5"}
            record_entry(case=opened.case, form="request", answers=theirs, expected_version=1, by=other)
        mine = {**FIRST, "words": "With a garden"}
        with pytest.raises(Conflict) as conflict:
            record_entry(case=opened.case, form="request", answers=mine, expected_version=1, by=caseworker)
    found = conflict.value
    assert (found.revision, found.by) == (2, other.user_id)
    assert {(one.question, one.mine, one.theirs, one.clashes) for one in found.differences} == {
        ("nights", 3, 5, False), ("words", "With a garden", "Near the school", False),
    }  # fmt: skip
    assert found.merged == {"asked_on": "2026-03-01", "nights": 5, "words": "With a garden"}
    assert Entry.objects.count() == 2
    with at():
        record_entry(case=opened.case, form="request", answers=found.merged, expected_version=2, by=caseworker)
    assert current_entry(opened.case, "request").revision == 3


def test_both_at_once_on_the_same_question_clash():
    differing = differences({"a": 1}, {"a": 2}, {"a": 3})
    assert [one.clashes for one in differing] == [True]
    assert merged({"a": 2}, {"a": 3}, differing) == {"a": 2}


def test_two_who_begin_an_empty_form_do_not_overwrite_each_other(opened, caseworker, at):
    with at():
        record_entry(case=opened.case, form="request", answers=FIRST, expected_version=0, by=caseworker)
        with pytest.raises(Conflict):
            record_entry(case=opened.case, form="request", answers=FIRST, expected_version=0, by=caseworker)


def test_a_correction_names_what_it_corrects_and_a_repeated_form_stands_side_by_side(opened, caseworker, at):
    with at():
        first = record_entry(case=opened.case, form="request", answers=FIRST, by=caseworker)
        second = record_entry(case=opened.case, form="request", answers=FIRST, by=caseworker)
        assert (second.revision, second.corrects) == (2, first.pk)
        for day in ("2026-03-01", "2026-03-02"):
            visit = record_entry(case=opened.case, form="visit", answers={"visited_on": day}, by=caseworker)
            assert visit.corrects is None


def test_a_draft_is_the_writers_own_and_goes_when_the_form_is_handed_in(opened, caseworker, house, at):
    with at():
        save_draft(case=opened.case, form="request", answers={"nights": "x"}, by=caseworker)
        save_draft(case=opened.case, form="request", answers={"nights": "xx"}, base_version=0, by=caseworker)
        assert draft_of(caseworker, opened.case, "request").answers == {"nights": "xx"}
        other = house.who("caseworker")
        with seen_by(other):
            assert not Draft.objects.exists()
        record_entry(case=opened.case, form="request", answers=FIRST, by=caseworker)
        assert not Draft.objects.exists()


def test_two_savings_of_a_new_draft_at_once_make_one(opened, caseworker, at, monkeypatch):
    """The page saves by itself while a hand presses the button: neither has seen the other's row yet."""
    monkeypatch.setattr("sojourn.cases.actions.drafts.draft_of", lambda *words: None)
    with at():
        save_draft(case=opened.case, form="request", answers={"nights": "x"}, by=caseworker)
        save_draft(case=opened.case, form="request", answers={"nights": "xx"}, by=caseworker)

    assert Draft.objects.get().answers == {"nights": "xx"}


def test_answers_that_a_role_cannot_see_are_not_wiped_by_its_silence(opened, caseworker, house, at):
    danger = {"needs": ["bed"], "danger": "no", "danger_words": ""}
    with at():
        record_entry(case=opened.case, form="needs", member=opened.alder, answers=danger, by=caseworker)
        blind = house.who("operations")
        with seen_by(blind):
            entry = record_entry(
                case=opened.case, form="needs", member=opened.alder, answers={"needs": ["food"]}, by=blind
            )
    assert entry.answers == {"needs": ["food"], "danger": "no"}
