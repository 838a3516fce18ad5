"""Measures as tables whose small cells are hidden, so that no total gives them away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connection

from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Fact
from sojourn.evidence.suppress import TOTAL, suppress
from sojourn.evidence.suppress import Cell as Place
from sojourn.grammar.measures import Filters, measure_sql
from sojourn.grammar.packs import Measure, Pack, catalogue
from sojourn.protection import policy


@dataclass(frozen=True)
class Cell:
    """One figure. Hidden: `suppressed`, and neither value nor counts are here. `value` None: there is nothing to say,
    e.g. a share of nobody; it is never nought instead."""

    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    n: int | None = None
    suppressed: bool = False


@dataclass(frozen=True)
class Table:
    """A measure by at most two things. `cells` are keyed by (row, column); "" in either place is the total.

    Missing codes are "unknown". `hidden_share` is the part of all interior cells that is hidden, 0 to 1.
    """

    pack: Pack
    measure: Measure
    by: tuple[str, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Place, Cell]
    threshold: int
    hidden_share: float

    def cell(self, row: str = TOTAL, column: str = TOTAL) -> Cell:
        """The figure at a place; an empty one where nothing was counted."""
        return self.cells.get((row, column), Cell(0.0, 0, 0, 0) if self.measure.kind == "count" else Cell())


@dataclass(frozen=True)
class Wanted:
    """What to count: a period of days in a time zone, codes wanted of some names, and up to two names to count by."""

    by: Sequence[str] = ()
    from_on: date | None = None
    to_on: date | None = None
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    zone: str = "UTC"


Counts: TypeAlias = Mapping[str, Any]
UNKNOWN = "unknown"
ALL = "all"


def measure_table(viewer: Viewer, pack: str, measure: str, wanted: Wanted | None = None) -> Table:
    """Compute a measure over the facts that the viewer may count, and hide what is too small to show.

    Raises KeyError for an unknown measure, ValueError for more than two things to count by or one that is no fact.
    """
    wanted = wanted or Wanted()
    if len(wanted.by) > 2:
        raise ValueError("a table has rows and columns: count by two things at most")
    declared = catalogue().pack(pack)
    of = declared.measures[measure]
    found = {by: _counted(viewer, declared, of, wanted, by) for by in _groupings(tuple(wanted.by))}
    return _table(declared, of, wanted, found)


def _groupings(by: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every total is counted by itself: a mean or a share cannot be added up from its parts."""
    if len(by) == 2:
        return [by, by[:1], by[1:], ()]
    return [by, ()] if by else [()]


def _counted(viewer: Viewer, pack: Pack, of: Measure, wanted: Wanted, by: tuple[str, ...]) -> list[dict[str, Any]]:
    filters = Filters(wanted.from_on, wanted.to_on, wanted.codes)
    rows, params = _facts(viewer, pack, of)
    sql = measure_sql(
        pack, of.name, dialect="postgresql", facts_table=f"({rows})", by=by, filters=filters, zone=wanted.zone
    )
    with connection.cursor() as cursor:
        cursor.execute(str(sql), params)
        names = [column.name for column in sql.columns]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _facts(viewer: Viewer, pack: Pack, of: Measure) -> tuple[str, tuple[Any, ...]]:
    """The fact rows of the measure's unit that policy lets the viewer count, as SQL; row security repeats it."""
    rows = Fact.objects.filter(policy.statistics_scope(viewer), pack=pack.name, member__isnull=of.unit != "member")
    try:
        sql, params = rows.values("facts").query.sql_with_params()
    except EmptyResultSet:
        return "SELECT facts FROM cases_fact WHERE FALSE", ()
    return sql, params


def _table(pack: Pack, of: Measure, wanted: Wanted, found: Mapping[tuple[str, ...], list[dict[str, Any]]]) -> Table:
    by = tuple(wanted.by)
    cells = {_place(by, grouping, row): row for grouping, rows in found.items() for row in rows}
    hidden = _hidden(of, by, cells, pack.suppress_below)
    inside = [place for place in cells if _is_interior(by, place)]
    return Table(
        pack=pack, measure=of, by=by,
        rows=tuple(sorted({row for row, _ in cells} - {TOTAL})),
        columns=tuple(sorted({column for _, column in cells} - {TOTAL})),
        cells={place: _cell(row, place in hidden) for place, row in cells.items()},
        threshold=pack.suppress_below,
        hidden_share=len([place for place in inside if place in hidden]) / len(inside) if inside else 0.0,
    )  # fmt: skip


def _place(by: tuple[str, ...], grouping: tuple[str, ...], row: Mapping[str, Any]) -> Place:
    def code(index: int) -> str:
        return (row[by[index]] or UNKNOWN) if len(by) > index and by[index] in grouping else TOTAL

    return code(0), code(1)


def _is_interior(by: tuple[str, ...], place: Place) -> bool:
    return TOTAL not in place if len(by) == 2 else place[0] != TOTAL


def _cell(row: Mapping[str, Any], hidden: bool) -> Cell:
    if hidden:
        return Cell(suppressed=True)
    value = row["value"]
    return Cell(None if value is None else float(value), row["numerator"], row["denominator"], row["n"])


def _hidden(of: Measure, by: tuple[str, ...], cells: Mapping[Place, Counts], threshold: int) -> set[Place]:
    """Hide by every count that the table shows or lets a reader compute: how many, of how many, and the rest."""
    flat = len(by) < 2
    layers = [_layer(cells, count, flat) for count in _COUNTS["share" if of.kind == "share" else "other"]]
    unpublished = {(row, TOTAL) for row, _ in cells if row} | {(TOTAL, ALL)} if flat else set()
    hidden = suppress(layers, threshold, unpublished).hidden
    return {(row, TOTAL) for row, _ in hidden} if flat else set(hidden)


def _layer(cells: Mapping[Place, Counts], count: Callable[[Counts], int], flat: bool) -> dict[Place, int]:
    """The counts of a table with its margins; one column of figures stands as a table of a single column."""
    if not flat:
        return {place: count(row) for place, row in cells.items()}
    layer: dict[Place, int] = {}
    for (row, _), counts in cells.items():
        layer[row, ALL] = layer[row, TOTAL] = count(counts)
    return layer


_COUNTS: Mapping[str, tuple[Callable[[Counts], int], ...]] = {
    "share": (
        lambda row: int(row["numerator"]),
        lambda row: int(row["denominator"]),
        lambda row: int(row["denominator"]) - int(row["numerator"]),
    ),
    "other": (lambda row: int(row["n"]),),
}
