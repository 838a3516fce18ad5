"""People who look alike are suggested, to those who may see both, and never again once somebody has judged."""

from __future__ import annotations

import pytest

from sojourn.matching.weights import weights
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import (
    Seal,
    claim_particulars,
    judge_pair,
    open_person,
    suggest_many_pairs,
    suggest_pairs,
    suggesting,
    suggesting_many,
    take_back_judgement,
)
from sojourn.subjects.models import LikelyPair, PersonKeys
from sojourn.subjects.particulars import Particulars
from sojourn.subjects.queries import waiting_pairs
from sojourn.subjects.queries.keeping import in_steps, register_size

pytestmark = pytest.mark.django_db

AMINA = Particulars(family_name="Hazel", given_names="Amina", birth="1985-03-04", sex="F", nationalities=("SYR",))
AMENA = Particulars(family_name="Hazel", given_names="Amena", birth="1985-03-04", sex="F", nationalities=("SYR",))


def opened(town, said, office="north", compartment=""):
    with seen_by(town.machine):
        place = getattr(town.offices, office)
        return open_person(office=place, particulars=said, by=town.machine, compartment=compartment)


@pytest.fixture(params=["one after the other", "all at once"])
def compare(request):
    """Both ways of comparing find the same, and hide the same."""

    def compared(town):
        with seen_by(town.machine):
            return suggest_pairs() if request.param == "one after the other" else suggest_many_pairs(by=town.machine)

    return compared


def waiting(town, hand, about):
    viewer = town.viewers[hand]
    with seen_by(viewer):
        pairs = [{row.left_id, row.right_id} for row in waiting_pairs(viewer)]
    return [pair for pair in pairs if about.pk in pair]


def test_two_who_look_alike_are_suggested_once(town, compare):
    one, other = opened(town, AMINA), opened(town, AMENA)
    compare(town)
    compare(town)

    assert waiting(town, "north", one) == [{one.pk, other.pk}]


def test_nothing_is_left_to_compare_afterwards(town, compare):
    opened(town, AMINA)
    compare(town)

    with seen_by(town.machine):
        assert not PersonKeys.objects.filter(compared=False).exists()
        assert suggest_pairs().rows == 0


def test_who_does_not_see_both_hears_nothing(town, compare):
    one, other = opened(town, AMINA), opened(town, AMENA, "south")
    compare(town)

    assert waiting(town, "north", one) == waiting(town, "south", other) == []
    assert waiting(town, "both", one) == [{one.pk, other.pk}]


def test_a_sealed_twin_is_suggested_to_those_who_hold_the_seal_alone(town, compare):
    one, other = opened(town, AMINA), opened(town, AMENA, compartment="thb")
    compare(town)

    assert waiting(town, "north", one) == []
    assert waiting(town, "officer", one) == [{one.pk, other.pk}]


def test_what_is_alike_under_a_seal_only_is_suggested_under_that_seal(town, compare):
    one, other = opened(town, AMINA), opened(town, Particulars(family_name="Quercus", given_names="Testperson"))
    seal = Seal("thb", town.offices.north.pk)
    with seen_by(town.machine):
        claim_particulars(person=other.person, particulars=AMENA, by=town.machine, seal=seal)
    compare(town)

    assert waiting(town, "north", one) == []
    assert waiting(town, "officer", one) == [{one.pk, other.pk}]


def test_a_pair_judged_different_is_never_suggested_again_unless_reopened(town, compare):
    one, other = opened(town, AMINA), opened(town, AMENA)
    compare(town)
    viewer = town.viewers["north"]
    with seen_by(viewer):
        judge_pair(one=one, other=other, verdict="different", reason="both came together", by=viewer)
    with seen_by(town.machine):
        claim_particulars(person=one.person, particulars=AMENA, by=town.machine)
    compare(town)
    assert waiting(town, "north", one) == []

    with seen_by(viewer):
        take_back_judgement(one=one, other=other, reason="new papers", by=viewer)
    assert waiting(town, "north", one) == [{one.pk, other.pk}]


def test_unsure_leaves_the_pair_waiting(town, compare):
    one, other = opened(town, AMINA), opened(town, AMENA)
    compare(town)
    viewer = town.viewers["north"]
    with seen_by(viewer):
        judge_pair(one=one, other=other, verdict="unsure", reason="no papers", by=viewer)

    assert waiting(town, "north", one) == [{one.pk, other.pk}]


def test_a_pair_that_no_longer_looks_alike_goes(town, compare):
    one, other = opened(town, AMINA), opened(town, AMENA)
    compare(town)
    with seen_by(town.machine):
        LikelyPair.objects.update(probability=0.99)
        apart = Particulars(
            family_name="Zelkova", given_names="Bertram", birth="1931-01-02", sex="M", nationalities=("NZL",)
        )
        other.person.nameclaim_set.update(withdrawn_at=other.created_at)
        other.person.birthclaim_set.update(withdrawn_at=other.created_at)
        claim_particulars(person=other.person, particulars=apart, by=town.machine)
    compare(town)

    assert waiting(town, "north", one) == []


def test_what_follows_from_other_judgements_is_not_asked(town, compare):
    one, other, third = (opened(town, said) for said in (AMINA, AMENA, AMINA))
    compare(town)
    viewer = town.viewers["north"]
    assert len(waiting(town, "north", third)) == 2
    with seen_by(viewer):
        judge_pair(one=one, other=other, verdict="same", reason="same papers", by=viewer)
        judge_pair(one=one, other=third, verdict="same", reason="same papers", by=viewer)

    assert waiting(town, "north", third) == []


def test_in_a_large_register_a_chance_likeness_is_likelier(town, compare, monkeypatch):
    one, other = opened(town, AMINA), opened(town, AMENA)
    compare(town)
    with seen_by(town.machine):
        small = LikelyPair.objects.get(left=min(one.pk, other.pk)).probability
        PersonKeys.objects.update(compared=False)
    for room in (suggesting, suggesting_many):
        monkeypatch.setattr(room, "register_size", lambda: 10_240_000)
    compare(town)

    with seen_by(town.machine):
        assert LikelyPair.objects.get(left=min(one.pk, other.pk)).probability < small


def test_the_size_of_the_register_goes_up_in_steps(town):
    learned = weights().population

    assert register_size() == learned
    assert [in_steps(people) for people in (-1, learned, learned + 1, 1_000_000)] == [
        learned,
        learned,
        2 * learned,
        64 * learned,
    ]
