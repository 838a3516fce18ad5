"""Formulas over other indicators, in the house's one expression language: parsed and checked, compiled to SQL.

A formula may mention `${MP001}` (the figure of the same country and year; with `within: 5` the newest of at most five
years before), `${MP001_before}` (the figure of the period before) and `${MP001_years}` (the years between the two).
"""

from __future__ import annotations

from collections.abc import Iterable

from sojourn.grammar.expressions import Expression, ExpressionError, Name, Scope, Type, compile
from sojourn.grammar.faults import Fault
from sojourn.grammar.place import Place

BEFORE, YEARS = "_before", "_years"


def scope_of(ids: Iterable[str]) -> Scope:
    """The names a formula may mention, given the ids of all indicators."""
    return Scope(Name(f"{one}{ending}", Type.DECIMAL) for one in ids for ending in ("", BEFORE, YEARS))


def compiled(text: str, scope: Scope, place: Place, faults: list[Fault]) -> Expression | None:
    """Compile a formula; note a fault at the offending character and return None when it is wrong."""
    try:
        return compile(text, scope, place, Type.NUMBER)
    except ExpressionError as error:
        faults.append(Fault(error.place, error.code, str(error)))
        return None


def mentioned(formula: Expression) -> tuple[str, ...]:
    """The ids of the indicators that a formula needs, in alphabetical order."""
    return tuple(sorted({name.removesuffix(BEFORE).removesuffix(YEARS) for name in formula.names}))


def looks_back(formula: Expression) -> bool:
    """Whether the formula compares with an earlier period."""
    return any(name.endswith((BEFORE, YEARS)) for name in formula.names)
