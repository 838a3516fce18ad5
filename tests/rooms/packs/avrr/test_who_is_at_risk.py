"""Who counts as a child alone, as safeguarded, as at risk: the protective reading (avrr.md AVRR-R04, V2)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sojourn.grammar.lifecycle import Facts, MemberFacts
from sojourn.grammar.lifecycle.facts import age_facts
from sojourn.grammar.lifecycle.values import with_values
from sojourn.grammar.packs import Pack
from sojourn.kernel.partial_date import PartialDate

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def person(pack: Pack, relation: str, birth: str, **answers: str) -> MemberFacts:
    known = age_facts(pack, PartialDate.parse(birth) if birth else None, date(2026, 3, 2))
    values: dict[str, Any] = {"member.relation": relation, **known}
    return MemberFacts(
        relation, "Testperson", values | {name.replace("__", "."): said for name, said in answers.items()}
    )


def of(pack: Pack, name: str, *members: MemberFacts) -> list[Any]:
    facts = with_values(pack, Facts({}, members, (), {}, NOW))
    return [member.values[name] for member in facts.members]


@pytest.mark.parametrize(
    ("birth", "alone"),
    [("2008", "yes"), ("2008-03", "yes"), ("2008-03-02", "no"), ("2008-03-03", "yes"), ("~2008", "yes"), ("2007", "no"),
     ("", "no")],
)  # fmt: skip
def test_while_seventeen_is_possible_one_is_a_child(avrr: Pack, birth: str, alone: str) -> None:
    assert of(avrr, "member.child_alone", person(avrr, "principal", birth)) == [alone]


def test_children_with_their_parents_are_not_alone(avrr: Pack) -> None:
    family = [person(avrr, relation, birth) for relation, birth in
              [("principal", "1985"), ("spouse", "1987"), ("child", "2016")]]  # fmt: skip

    assert of(avrr, "member.child_alone", *family) == ["no", "no", "no"]


def test_a_child_with_an_uncle_is_alone_until_somebody_says_otherwise(avrr: Pack) -> None:
    uncle = person(avrr, "principal", "1985")

    assert of(avrr, "member.child_alone", uncle, person(avrr, "other", "2012")) == ["no", "yes"]
    cleared = person(avrr, "other", "2012", vulnerability__unaccompanied_or_separated="no")
    assert of(avrr, "member.child_alone", uncle, cleared) == ["no", "no"]
    declared = person(avrr, "child", "2012", vulnerability__unaccompanied_or_separated="yes")
    assert of(avrr, "member.child_alone", uncle, declared) == ["no", "yes"]


def test_no_answer_makes_a_child_without_adults_accompanied(avrr: Pack) -> None:
    child = person(avrr, "principal", "2012", vulnerability__unaccompanied_or_separated="no")

    assert of(avrr, "member.child_alone", child) == ["yes"]


@pytest.mark.parametrize("missing", ["guardian_appointed", "best_interests", "carer_verified", "handover_person"])
def test_each_safeguard_is_needed(avrr: Pack, missing: str) -> None:
    all_of_them = {
        "child_safeguards__guardian_appointed": "yes",
        "child_safeguards__best_interests": "return",
        "child_safeguards__carer_verified": "yes",
        "child_safeguards__handover_person": "Carer Mockson",
    }

    assert of(avrr, "member.safeguarded", person(avrr, "principal", "2012", **all_of_them)) == ["yes"]
    all_of_them[f"child_safeguards__{missing}"] = ""
    assert of(avrr, "member.safeguarded", person(avrr, "principal", "2012", **all_of_them)) == ["no"]


@pytest.mark.parametrize("answer", ["no", "unknown", "declined", ""])
def test_only_a_yes_makes_somebody_vulnerable(avrr: Pack, answer: str) -> None:
    person_asked = person(avrr, "principal", "1985", vulnerability__pregnant=answer, vulnerability__gbv=answer)

    assert of(avrr, "member.vulnerable", person_asked) == ["no"]
    assert of(avrr, "member.vulnerable", person(avrr, "principal", "1985", vulnerability__gbv="yes")) == ["yes"]
