"""What a statistical template is: tables of cells along dimensions, whose totals say of which parts they consist."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from sojourn.kernel.refused import Reason

Coordinates: TypeAlias = tuple[str, ...]
Period = Literal["annual", "quarterly", "monthly"]
Place = Literal["rows", "columns"]
Severity = Literal["error", "warning"]

SUPPRESSED, MISSING, NOT_APPLICABLE = "Q", "O", "M"
NO_VALUE = frozenset((SUPPRESSED, MISSING, NOT_APPLICABLE))


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a dimension; a total names its parts in `parts`."""

    name: str
    label: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dimension:
    """An axis of a table, laid out along its rows or its columns."""

    name: str
    label: str
    place: Place
    codes: tuple[Code, ...]

    def code(self, name: str) -> Code | None:
        """The code of that name, None when the dimension has none."""
        return next((code for code in self.codes if code.name == name), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A warning when a figure of at least `floor` moves by more than the factor `ratio` against another source."""

    against: Literal["previous", "mirror"]
    ratio: float
    floor: float


@dataclass(frozen=True, slots=True)
class Equality:
    """The same figures stand in two tables: those of `other` at the fixed codes equal ours at ours."""

    ours: Mapping[str, str]
    other: str
    theirs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a template; figures are counts in `unit`, rounded to a multiple of `rounding` (1 = not)."""

    name: str
    title: str
    unit: str
    dimensions: tuple[Dimension, ...]
    rounding: int = 1
    comparisons: tuple[Comparison, ...] = ()
    equalities: tuple[Equality, ...] = ()

    def along(self, place: Place) -> tuple[Dimension, ...]:
        """The dimensions that lie along the rows, or along the columns."""
        return tuple(dimension for dimension in self.dimensions if dimension.place == place)

    def cells(self) -> Iterator[Coordinates]:
        """The coordinates of every cell, in the order of the dimensions."""
        return itertools.product(*((code.name for code in dimension.codes) for dimension in self.dimensions))


@dataclass(frozen=True, slots=True)
class Template:
    """A set of tables that is asked for each period, due a number of days after the period's end."""

    name: str
    version: str
    title: str
    basis: str
    period: Period
    due_after_days: int
    tables: tuple[Table, ...]
    note: str = ""

    def table(self, name: str) -> Table | None:
        """The table of that name, None when the template has none."""
        return next((table for table in self.tables if table.name == name), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """One filled cell: a value, or a reason why there is none (Q suppressed, O missing, M not applicable).

    `status` is a letter of SDMX CL_OBS_STATUS (A normal, E estimated, P provisional, B break); `at` names the place in
    the file, such as "Immigration!D12".
    """

    value: float | None
    status: str = "A"
    at: str = ""


Figures: TypeAlias = dict[tuple[str, Coordinates], Figure]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one place of a return: an error stops it, a warning wants an explanation."""

    reason: Reason
    at: str = ""
    table: str = ""
    coordinates: Coordinates = ()
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.at}: {self.reason}" if self.at else str(self.reason)


def period_end(period: str) -> date:
    """The last day of `2024`, `2024-Q3` or `2024-07`; raises ValueError for another form."""
    year, _, part = period.partition("-")
    month = 12 if not part else int(part[1:]) * 3 if part.startswith("Q") else int(part)
    return (
        date(int(year) + 1, 1, 1) - date.resolution if month == 12 else date(int(year), month + 1, 1) - date.resolution
    )


def period_before(period: str) -> str:
    """The period before `2024`, `2024-Q3` or `2024-07`, in the same form; raises ValueError for another form."""
    year, _, part = period.partition("-")
    if not part:
        return str(int(year) - 1)
    if part.startswith("Q"):
        return f"{year}-Q{int(part[1:]) - 1}" if part != "Q1" else f"{int(year) - 1}-Q4"
    return f"{year}-{int(part) - 1:02}" if part != "01" else f"{int(year) - 1}-12"
