"""Facts of invented families, for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sojourn.grammar.lifecycle import Act, Facts, MemberFacts

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def person(id: str, age: int | None, **answers: Any) -> MemberFacts:
    """A member; `needs__fear="yes"` stands for the name needs.fear."""
    own = {name.replace("__", "."): value for name, value in answers.items()}
    return MemberFacts(id, f"Testperson {id.title()}", {"member.age": age, **own})


def facts(
    *members: MemberFacts,
    stage: str = "talking",
    now: datetime = NOW,
    acts: tuple[Act, ...] = (),
    case: dict[str, Any] | None = None,
) -> Facts:
    """Facts of a case at `now`."""
    return Facts({"case.stage": stage, "case.number": "FAM-26-000001-0", **(case or {})}, members, acts, {}, now)
