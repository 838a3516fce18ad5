"""What indicators suggest (counter-trafficking.md §4 and V1)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sojourn.grammar.lifecycle import Facts, MemberFacts
from sojourn.grammar.packs import Pack

FACTS = Facts(case={}, members=(), acts=(), parameters={}, now=datetime(2026, 2, 3, tzinfo=UTC))
DELL = [
    ("deceptive_recruitment", "strong"), ("coercion_destination", "strong"), ("coercion_destination", "strong"),
    ("exploitation", "medium"), ("exploitation", "strong"),
]  # fmt: skip


def suggested(pack: Pack, indicators: list[tuple[str, str]], child: str = "no") -> str | None:
    rows = [{"screening.dimension": dimension, "screening.strength": strength} for dimension, strength in indicators]
    result: str | None = pack.rules["indicator_result"](
        FACTS, MemberFacts("1", "Fictiva Dell", {"screening.indicator": rows, "member.child": child})
    )
    return result


@pytest.mark.parametrize(
    ("strengths", "positive"),
    [
        (["strong", "strong"], True),
        (["strong", "weak"], True),
        (["strong", "medium"], True),
        (["strong"], False),
        (["medium", "medium", "medium"], True),
        (["medium", "medium", "weak"], True),
        (["medium", "medium"], False),
        (["medium", "weak", "weak", "weak"], False),
        ([], False),
    ],
)
def test_when_a_dimension_is_positive(counter_trafficking: Pack, strengths: list[str], positive: bool) -> None:
    pairs = [("exploitation", strength) for strength in strengths]

    assert ("exploitation" in counter_trafficking.rules["positive_dimensions"](pairs)) is positive


def test_the_vignette_is_positive(counter_trafficking: Pack) -> None:
    assert suggested(counter_trafficking, DELL) == "positive"


def test_exploitation_alone_is_possible_for_an_adult_and_enough_for_a_child(counter_trafficking: Pack) -> None:
    alone = [("exploitation", "strong"), ("exploitation", "weak")]

    assert suggested(counter_trafficking, alone) == "possible"
    assert suggested(counter_trafficking, alone, child="yes") == "positive"


def test_recruitment_before_exploitation_began_is_possible(counter_trafficking: Pack) -> None:
    assert suggested(counter_trafficking, [("coercive_recruitment", "strong")] * 2) == "possible"


def test_weak_signs_clear_nobody(counter_trafficking: Pack) -> None:
    assert suggested(counter_trafficking, [("coercion_destination", "weak")]) == "negative_now"
    assert suggested(counter_trafficking, []) is None
