"""A living caseload of families enters through the engine: one case for each household, and every rule applies."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Case, Fact, Member, Task
from sojourn.exchange import queries
from sojourn.exchange.imports.plan import make_plan
from sojourn.exchange.imports.run import import_file
from sojourn.exchange.mappings import read_mapping
from sojourn.grammar.packs import catalogue
from sojourn.protection.scope import seen_by
from sojourn.subjects.models import NameClaim

FOLDER = Path(__file__).parent / "families"


@pytest.fixture
def run(db):
    """The run that took the caseload in."""
    office = Office.objects.create(code="north", name="North", country="DEU", zone="Europe/Berlin")
    by = Viewer.machine("import", [office])
    text = (FOLDER / "mapping.yaml").read_text(encoding="utf-8")
    plan = make_plan(
        path=FOLDER / "caseload.csv", mapping=read_mapping(text, "mapping.yaml"), mapping_text=text,
        pack=catalogue().pack("avrr"),
    )  # fmt: skip
    with seen_by(by):
        yield import_file(plan, office=office, by=by)


def case_of(given_names):
    return Case.objects.get(members__subject__person__given_names=given_names)


def test_each_household_is_one_case_and_a_row_at_fault_keeps_its_household_out(run):
    problems = [(one.row, one.column, one.code) for one in queries.problems_of(run)]
    assert problems == [(6, "Given names", "required"), (7, "", "group_incomplete")]
    assert (run.rows_seen, run.cases_opened, run.rows_refused) == (6, 3, 2)
    family = case_of("Testperson Bilen")
    members = Member.objects.filter(case=family).order_by("position")
    assert [member.relation for member in members] == ["principal", "child"]
    assert family.opened_at.date().isoformat() == "2026-11-03"


def test_a_child_alone_is_held_and_a_child_with_its_mother_is_not(run):
    alone, together = case_of("Testperson Cedar"), case_of("Testperson Bilen")

    assert (alone.side_state, alone.side_reason) == ("on_hold", "child_bid")
    assert Task.objects.filter(case=alone).exists()
    assert together.side_state == ""


def test_a_child_whose_row_comes_first_is_not_alone_either(desk):
    lines = (FOLDER / "caseload.csv").read_text(encoding="utf-8").splitlines()
    swapped = "\n".join([lines[0], lines[2], lines[1]]) + "\n"
    mapping = (FOLDER / "mapping.yaml").read_text(encoding="utf-8")
    desk.take(desk.plan(swapped, mapping, pack=catalogue().pack("avrr")))

    assert case_of("Testperson Bilen").side_state == ""
    assert NameClaim.objects.count() == 2


def test_a_year_stays_a_year(run):
    facts = Fact.objects.get(case=case_of("Testperson Dahlia"), member__isnull=False).facts
    assert facts["member.age_group"] == "18-59"
    assert case_of("Testperson Dahlia").subject.person.birth == "1974"
