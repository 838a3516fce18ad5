"""The search box as a caseworker uses it: whatever is typed, and whichever version somebody's keys are of."""

from __future__ import annotations

import pytest

from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import open_person, rewrite_older_keys
from sojourn.subjects.models import PersonKeys
from sojourn.subjects.particulars import Paper, Particulars
from sojourn.subjects.queries.searching import people_found

pytestmark = pytest.mark.django_db

WALNUT = Particulars(
    family_name="Juglanski", given_names="Testperson", birth="1985-03-04", phone="+49 30 1234567",
    papers=(Paper(kind="passport", number="N123456", issuing_state="SYR"),),
)  # fmt: skip
PLUM = Particulars(family_name="李", given_names="梅树")


def opened(town, said):
    with seen_by(town.machine):
        return open_person(office=town.offices.north, particulars=said, by=town.machine).pk


def found(town, text):
    viewer = town.viewers["north"]
    with seen_by(viewer):
        return [one.subject.pk for one in people_found(viewer, text)]


@pytest.mark.parametrize(
    "typed",
    ["jug", "juglansk", "testperson j", "Juglanski 4.3.85", "juglanski 1985/03/04", "04.03.1985", "Жуглански",
     "Juglanski +49 30 123 45 67", "SYR:N123456", "😀 Juglanski", "Juglanski Жуглански", "jugalnski testperson",
     "Juglanski 1984"],
)  # fmt: skip
def test_whatever_is_known_finds_somebody(town, typed):
    walnut = opened(town, WALNUT)

    assert found(town, typed)[:1] == [walnut]


def test_one_chinese_character_is_a_name(town):
    plum = opened(town, PLUM)

    assert found(town, "李")[:1] == [plum]


@pytest.mark.parametrize(
    "typed", ["9" * 500, "ж" * 500, "%_*", "\x00", "+", "( )", "1985-99-99", "😀😀", "\u202e\u202d"]
)
def test_nothing_that_is_typed_breaks_it(town, typed):
    opened(town, WALNUT)

    assert isinstance(found(town, typed), list)


def test_people_with_old_and_with_new_keys_are_found_by_one_search(town):
    """In the middle of writing keys anew: half of them stand as an older version wrote them."""
    old, new = opened(town, WALNUT), opened(town, WALNUT)
    with seen_by(town.machine):
        PersonKeys.objects.filter(subject=old).update(keys=["n:older|than"], card="", rules="1.0")

    assert set(found(town, "Testperson Juglanski")) == {old, new}
    with seen_by(town.machine):
        while rewrite_older_keys():
            pass
    assert set(found(town, "Juglanskij Testperson 1985")) == {old, new}
