"""What the indicators of a screening suggest; a person decides, with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sojourn.grammar.lifecycle import Facts, MemberFacts

_EXPLOITATION = "exploitation"
_RECRUITMENT = frozenset({"deceptive_recruitment", "coercive_recruitment", "abuse_vulnerability_recruitment"})
_MEANS = _RECRUITMENT | {"coercion_destination", "abuse_vulnerability_destination"}


def indicator_result(facts: Facts, member: MemberFacts) -> str | None:
    """Suggest positive, possible or negative_now from the indicators; None without any (counter-trafficking.md §4).

    Adult: positive when exploitation and one dimension of means are; possible when exploitation alone is, or when
    recruitment is and exploitation has not begun. Child: exploitation or clear recruitment suffices.
    """
    rows: Iterable[Mapping[str, Any]] = member.values.get("screening.indicator") or ()
    positive = positive_dimensions(
        (row.get("screening.dimension", ""), row.get("screening.strength", "")) for row in rows
    )
    if not rows:
        return None
    if member.values.get("member.child") == "yes":
        return "positive" if _EXPLOITATION in positive or positive & _RECRUITMENT else "negative_now"
    if _EXPLOITATION in positive:
        return "positive" if positive & _MEANS else "possible"
    return "possible" if positive & _RECRUITMENT else "negative_now"


def positive_dimensions(indicators: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The dimensions that are positive, of pairs (dimension, strength), each indicator counted once.

    Positive: two strong, or one strong with any other, or three medium, or two medium with a weak one
    (counter-trafficking.md §4 [R]: after ILO/EC 2009).
    """
    found: dict[str, Counter[str]] = {}
    for dimension, strength in indicators:
        found.setdefault(dimension, Counter())[strength] += 1
    return frozenset(dimension for dimension, counted in found.items() if _is_positive(counted))


def _is_positive(counted: Counter[str]) -> bool:
    strong, medium, weak = counted["strong"], counted["medium"], counted["weak"]
    return strong >= 2 or (strong == 1 and medium + weak >= 1) or medium >= 3 or (medium == 2 and weak >= 1)
