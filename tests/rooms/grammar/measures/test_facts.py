"""What leaves the case file."""

from __future__ import annotations

from tests.rooms.grammar.lifecycle.facts import facts, person

from sojourn.grammar.expressions import Type
from sojourn.grammar.measures import fact_builder, fact_names
from sojourn.grammar.packs import Pack


def test_only_declared_names_leave(family: Pack):
    names = fact_names(family)
    assert names["needs.kinds"] is Type.CHOICES
    assert names["member.vulnerable"] is Type.CHOICE
    assert names["stage.helped.entered"] is Type.DATETIME
    assert {"needs.fear", "needs.carer", "needs.papers_until", "member.name", "case.number"}.isdisjoint(names)
    assert {"member.age", "member.first_guess", "talk.by", "ticket.fare", "parameter.wait_hours"}.isdisjoint(names)


def test_rows_hold_no_other_name_and_nothing_empty(family: Pack):
    build = fact_builder(family)
    alder = person(
        "alder", 40, member__sex="M", needs__fear="yes", needs__carer="Testperson Birch", needs__kinds=["food"]
    )
    rows = build(facts(alder, person("cedar", 9), case={"stage.talking.entered": "2026-03-01T10:00:00+00:00"}))
    assert rows.members["alder"]["needs.kinds"] == ["food"]
    assert rows.members["cedar"]["member.vulnerable"] == "yes"
    assert set(rows.members["alder"]) <= set(fact_names(family))
    assert "Testperson" not in str(rows)
    assert rows.case["stage.talking.entered"] == "2026-03-01T10:00:00+00:00"
    assert all(value not in (None, "", []) for row in (rows.case, *rows.members.values()) for value in row.values())


def test_a_row_of_a_member_holds_what_is_the_cases(family: Pack):
    rows = fact_builder(family)(facts(person("alder", 40), case={"case.office": "BER"}))
    assert rows.members["alder"]["case.office"] == rows.case["case.office"] == "BER"
