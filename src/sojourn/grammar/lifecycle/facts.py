"""The facts of one case, flat: what guards, values, clocks and reactions look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from sojourn.grammar.forms import Form
from sojourn.grammar.packs import Pack
from sojourn.kernel.partial_date import PartialDate

ADULT = 18
ELDERLY = 60


@dataclass(frozen=True)
class Act:
    """Something a user did: `what` is form:<name>, transition:<name> or approval:<kind>; `by` a user's id."""

    what: str
    by: str
    at: datetime
    member: str | None = None


@dataclass(frozen=True)
class MemberFacts:
    """One member: `values` hold the names that are the member's own (`member.age`, answers of member forms …)."""

    id: str
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Facts:
    """What is known of a case at `now` (aware): flat dotted names to stored values.

    Dates are "YYYY-MM-DD", instants ISO 8601 with offset, yes and no are "yes" and "no", missing is absent,
    None or "". `parameters` override the pack's by their bare name. `zone` is the office's (UTC when None).
    """

    case: Mapping[str, Any]
    members: tuple[MemberFacts, ...]
    acts: tuple[Act, ...]
    parameters: Mapping[str, Any]
    now: datetime
    zone: tzinfo | None = None
    complete: bool = field(default=False, compare=False)

    def member(self, id: str) -> MemberFacts | None:
        """The member of that id."""
        return next((member for member in self.members if member.id == id), None)


def entry_facts(form: Form, answers: Mapping[str, Any], at: str, by: str, count: int) -> dict[str, Any]:
    """The names a current entry contributes: `form.question`, rows of repeats too, and `form.filled/.at/.by/.count`.

    `at` is an ISO instant; `count` how many entries stand side by side.
    """
    prefix = f"{form.name}."
    own = {f"{prefix}filled": "yes", f"{prefix}at": at, f"{prefix}by": by, f"{prefix}count": count}
    return own | _prefixed(prefix, answers)


def age_facts(pack: Pack, birth: PartialDate | None, on: date) -> dict[str, Any]:
    """`member.age`, `.age_oldest`, `.is_child`, `.age_group` on a day, by the protective reading of the birth date.

    Without a birth date they are empty, and the age group is "unknown". Bands: parameter `age_bands`, a list of
    lower bounds such as [0, 18, 60].
    """
    if birth is None:
        return {"member.age": "", "member.age_oldest": "", "member.is_child": "", "member.age_group": "unknown"}
    age = max(birth.youngest_age(on), 0)
    return {
        "member.age": age,
        "member.age_oldest": max(birth.oldest_age(on), 0),
        "member.is_child": "yes" if age < ADULT else "no",
        "member.age_group": _band(pack, age),
    }


def instant_of(value: Any) -> datetime:
    """The aware datetime of a stored instant (UTC when it has no offset); raises ValueError for anything else."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _band(pack: Pack, age: int) -> str:
    declared = pack.parameters.get("age_bands")
    bounds = sorted(declared.value) if declared is not None else [0, ADULT, ELDERLY]
    lower = [bound for bound in bounds if bound <= age]
    upper = [bound for bound in bounds if bound > age]
    first = lower[-1] if lower else 0
    return f"{first}-{upper[0] - 1}" if upper else f"{first}+"


def _prefixed(prefix: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{prefix}{name}": _rows(prefix, value) for name, value in answers.items()}


def _rows(prefix: str, value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return [_prefixed(prefix, row) for row in value]
    return value
