"""How long: a number of minutes, hours, days, weeks, months or working days, fixed or computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from sojourn.grammar.expressions import Expression

Unit: TypeAlias = Literal["minutes", "hours", "days", "weeks", "months", "working_days"]
UNITS: tuple[Unit, ...] = get_args(Unit)
WHOLE: tuple[Unit, ...] = ("months", "working_days")


@dataclass(frozen=True)
class Span:
    """A length that is known: `amount` (not negative) of `unit`; months and working days are whole numbers."""

    unit: Unit
    amount: float


@dataclass(frozen=True)
class Length:
    """A length as declared: a fixed `amount` or an `expression`; it holds when `when` is absent or true."""

    unit: Unit
    amount: float | None = None
    expression: Expression | None = None
    when: Expression | None = None
