"""Measures count the facts of cases, for those who may count, and hide what is too small."""

from __future__ import annotations

import pytest

from sojourn.cases.actions import Joining, open_case
from sojourn.cases.models import Fact
from sojourn.cases.queries import Wanted, measure_table
from sojourn.protection.scope import seen_by
from sojourn.subjects.particulars import Particulars

pytestmark = pytest.mark.django_db


def crowd(house, by, **sexes):
    for sex, count in sexes.items():
        for number in range(count):
            person = Particulars(family_name=f"Testperson{number}", sex=sex, birth="1990")
            open_case(pack="shelter", office=house.north, members=[Joining("principal", None, person)], by=by)


def test_facts_hold_no_name_and_follow_every_write(opened):
    rows = Fact.objects.filter(case=opened.case)
    assert {row.member_id for row in rows} == {None, opened.alder.pk, opened.child.pk}
    assert "Alder" not in str([row.facts for row in rows])
    assert rows.get(member=opened.child).facts["member.age_group"] == "0-17"


def test_a_small_cell_and_one_more_are_hidden_and_the_total_is_shown(house, caseworker, at):
    with at():
        crowd(house, caseworker, F=7, M=3, X=6)
        officer = house.who("me_officer")
        with seen_by(officer):
            table = measure_table(officer, "shelter", "danger_share", Wanted(by=["member.sex"]))
    assert table.rows == ("F", "M", "X")
    assert table.cell("M").suppressed
    assert table.cell("M").n is None
    assert [row for row in table.rows if not table.cell(row).suppressed] == ["F"]
    assert (table.cell().n, table.cell().value) == (16, 0.0)
    assert table.hidden_share == pytest.approx(2 / 3)


def test_whoever_may_not_count_sees_nothing(house, caseworker, at):
    with at():
        crowd(house, caseworker, F=6)
        table = measure_table(caseworker, "shelter", "danger_share")
    assert table.cell().value is None


def test_the_other_office_counts_only_its_own(house, caseworker, at):
    with at():
        crowd(house, caseworker, F=6)
        officer = house.who("me_officer", "south")
        with seen_by(officer):
            assert measure_table(officer, "shelter", "danger_share").cell().n == 0
