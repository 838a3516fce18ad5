"""Check a filled template: is it whole, do totals equal their parts, does it agree with last time and with others?"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sojourn.evidence.templates.model import (
    MISSING,
    NO_VALUE,
    NOT_APPLICABLE,
    SUPPRESSED,
    Comparison,
    Coordinates,
    Dimension,
    Equality,
    Figure,
    Figures,
    Problem,
    Severity,
    Table,
    Template,
)
from sojourn.kernel.refused import Reason


@dataclass(frozen=True, slots=True)
class Before:
    """Other figures for the same cells: last period's, and what partners report (mirror), with who says so."""

    previous: Figures = field(default_factory=dict)
    mirror: Mapping[tuple[str, Coordinates], tuple[float, str]] = field(default_factory=dict)


def check(template: Template, figures: Figures, before: Before | None = None) -> tuple[Problem, ...]:
    """Every problem of the figures, table by table; errors stop a submission, warnings want an explanation.

    Rules: no empty cell; a total equals its parts within what rounding allows, and is never below the known ones
    when a part is missing or confidential; a confidential part must not follow from its total (warning); figures
    that stand in two tables are the same; a leap against the previous period or a partner's mirror figure is a
    warning. After Regulation (EC) No 862/2007, Article 9 (quality).
    """
    before = before or Before()
    return tuple(problem for table in template.tables for problem in _table_problems(template, table, figures, before))


def _table_problems(template: Template, table: Table, figures: Figures, before: Before) -> Iterator[Problem]:
    yield from _holes(table, figures)
    for index, dimension in enumerate(table.dimensions):
        yield from _sums(table, index, dimension, figures)
    for equality in table.equalities:
        yield from _differing(template, table, equality, figures)
    for comparison in table.comparisons:
        yield from _leaps(table, comparison, figures, before)


def _holes(table: Table, figures: Figures) -> Iterator[Problem]:
    for coordinates in table.cells():
        if (table.name, coordinates) not in figures:
            reason = Reason(
                "empty", "nothing stands at {cell}: write the count, or “:” if it is not known",
                {"cell": ".".join(coordinates)},
            )  # fmt: skip
            yield _problem(table, coordinates, "", reason)


def _sums(table: Table, index: int, dimension: Dimension, figures: Figures) -> Iterator[Problem]:
    others = [[code.name for code in other.codes] for other in table.dimensions]
    for total in (code for code in dimension.codes if code.parts):
        for coordinates in itertools.product(*others[:index], [total.name], *others[index + 1 :]):
            whole = figures.get((table.name, coordinates))
            parts = [
                figures.get((table.name, (*coordinates[:index], part, *coordinates[index + 1 :])))
                for part in total.parts
            ]
            if whole is not None and whole.value is not None and None not in parts:
                filled = [part for part in parts if part is not None]
                yield from _sum(table, coordinates, whole, filled, total.parts)
                yield from _pinned(table, coordinates, whole, filled)


def _sum(
    table: Table, coordinates: Coordinates, whole: Figure, parts: list[Figure], names: tuple[str, ...]
) -> Iterator[Problem]:
    assert whole.value is not None
    known = sum(part.value or 0 for part in parts)
    open_parts = any(part.status in (MISSING, SUPPRESSED) for part in parts)
    slack = 0.0 if table.rounding == 1 else (len(parts) + 1) * table.rounding / 2
    wrong = whole.value < known - slack if open_parts else abs(whole.value - known) > slack
    if not wrong:
        return
    params = {"total": _count(whole.value), "parts": " + ".join(names), "sum": _count(known)}
    if open_parts:
        reason = Reason("sum", "the total {total} is less than its known parts, {parts} = {sum}", params)
    else:
        reason = Reason("sum", "the total is {total}, but its parts {parts} add up to {sum}", params)
    yield _problem(table, coordinates, whole.at, reason)


def _pinned(table: Table, coordinates: Coordinates, whole: Figure, parts: list[Figure]) -> Iterator[Problem]:
    hidden = [part for part in parts if part.status in NO_VALUE and part.status != NOT_APPLICABLE]
    if len(hidden) == 1 and hidden[0].status == SUPPRESSED:
        reason = Reason(
            "pinned", "the confidential figure at {place} can be worked out from this total: hide a second part, or it",
            {"place": hidden[0].at},
        )  # fmt: skip
        yield _problem(table, coordinates, whole.at, reason, "warning")


def _differing(template: Template, table: Table, equality: Equality, figures: Figures) -> Iterator[Problem]:
    other = template.table(equality.other)
    assert other is not None
    for coordinates in table.cells():
        here = dict(zip((dimension.name for dimension in table.dimensions), coordinates, strict=True))
        if any(here[name] != code for name, code in equality.ours.items()):
            continue
        there = tuple({**here, **equality.theirs}.get(dimension.name, "") for dimension in other.dimensions)
        ours, theirs = figures.get((table.name, coordinates)), figures.get((other.name, there))
        if ours and theirs and None not in (ours.value, theirs.value) and ours.value != theirs.value:
            reason = Reason(
                "differs", "{value} here, but {other} at {place} of table “{title}”: the two are the same figure",
                {"value": _count(ours.value), "other": _count(theirs.value), "place": theirs.at or ".".join(there),
                 "title": other.title},
            )  # fmt: skip
            yield _problem(table, coordinates, ours.at, reason)


def _leaps(table: Table, comparison: Comparison, figures: Figures, before: Before) -> Iterator[Problem]:
    for coordinates in table.cells():
        key = (table.name, coordinates)
        ours = figures.get(key)
        known, who = _compared(comparison, key, before)
        if ours is None or ours.value is None or known is None or max(ours.value, known) < comparison.floor:
            continue
        low, high = sorted((ours.value, known))
        if low * comparison.ratio < high:
            reason = _leap({"value": _count(ours.value), "other": _count(known), "who": who})
            yield _problem(table, coordinates, ours.at, reason, "warning")


def _leap(params: dict[str, str]) -> Reason:
    if params["who"]:
        return Reason("mirror", "{value} here, {other} according to {who}: correct it, or explain why it is so", params)
    return Reason("previous", "{value} here, {other} in the period before: correct it, or explain why it is so", params)


def _compared(comparison: Comparison, key: tuple[str, Coordinates], before: Before) -> tuple[float | None, str]:
    if comparison.against == "mirror":
        return before.mirror.get(key, (None, ""))
    figure = before.previous.get(key)
    return (figure.value if figure else None), ""


def _problem(table: Table, coordinates: Coordinates, at: str, reason: Reason, severity: Severity = "error") -> Problem:
    place = at or f"{table.title} ({'.'.join(coordinates)})"
    return Problem(reason, place, table.name, coordinates, severity)


def _count(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"
