"""From a source's codes to ours: every distinct code is looked up once; a strange one stops the load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sojourn.evidence.codes import Crosswalk, codelist
from sojourn.evidence.codes.crosswalk import LEFT_OUT
from sojourn.evidence.loading.periods import period
from sojourn.evidence.loading.problems import LoadProblem
from sojourn.evidence.loading.suggesting import suggestions
from sojourn.evidence.store import Dataset

GRAVEST = "QMOLUEIFPBDA"
"""When a source's flags say several things at once, the status kept is the first of these."""


@dataclass(frozen=True)
class Found:
    """The distinct values of one column, each with how often it stands there."""

    column: str
    counts: Mapping[str | None, int]

    def without_gaps(self) -> Found:
        """The same without empty cells, for columns that may be empty."""
        return Found(self.column, {value: count for value, count in self.counts.items() if value})


@dataclass(frozen=True)
class Map:
    """What the values of one column become; `strange` holds those nobody has said anything about."""

    column: str
    codelist: str
    codes: Mapping[str, str]
    strange: Mapping[str | None, int] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether any value becomes another one (or is left out)."""
        return any(source != code for source, code in self.codes.items())

    @property
    def left_out(self) -> tuple[str, ...]:
        """The source codes whose rows are left out on purpose."""
        return tuple(source for source, code in self.codes.items() if code == LEFT_OUT)


def map_column(found: Found, list_name: str, look_up: Callable[[str], str | None]) -> Map:
    """Look every value up."""
    looked = {value: None if value is None else look_up(value) for value in found.counts}
    codes = {value: code for value, code in looked.items() if value is not None and code is not None}
    strange = {value: found.counts[value] for value, code in looked.items() if code is None}
    return Map(found.column, list_name, codes, strange)


def map_dimension(found: Found, dataset: Dataset, crosswalk: Crosswalk) -> Map:
    """Map a dimension by the crosswalk of its source; a code that is not in its codelist can't come out."""
    name = dataset.codelist_of(found.column)
    known = codelist(name)

    def look_up(value: str) -> str | None:
        code = crosswalk.code(name, value)
        return code if code is not None and (code in known or code == LEFT_OUT) else None

    return map_column(found, name, look_up)


def map_periods(found: Found) -> Map:
    """Map time periods to the way SDMX writes them."""
    return map_column(found, "time_period", period)


def map_flags(found: Found, crosswalk: Crosswalk) -> Map:
    """Map a source's flags to observation statuses; combined flags (`bp`) by their letters, the gravest wins.

    Flags of a source without such a list are kept verbatim and say nothing about the status.
    """
    if "obs_status" not in crosswalk.maps:
        return Map(found.column, "obs_status", {})

    def look_up(value: str) -> str | None:
        whole = crosswalk.code("obs_status", value)
        if whole is not None:
            return whole
        letters = [crosswalk.code("obs_status", letter) for letter in value if not letter.isspace()]
        known = [letter for letter in letters if letter is not None]
        return min(known, key=GRAVEST.index) if known and len(known) == len(letters) else None

    return map_column(found, "obs_status", look_up)


Lines: TypeAlias = Mapping[str | None, tuple[int, ...]]


def problems_of(
    maps: Iterable[Map], file: str, lines_of: Callable[[Map], Lines], crosswalk: Crosswalk
) -> list[LoadProblem]:
    """Say what is strange: which code, how often, on which lines first, and what it may stand for."""
    strange = [(each, lines_of(each)) for each in maps if each.strange]
    return [
        _problem(each, value, count, file, lines.get(value, ()), crosswalk)
        for each, lines in strange
        for value, count in sorted(each.strange.items(), key=lambda pair: -pair[1])
    ]


def _problem(
    column: Map,
    value: str | None,
    count: int,
    file: str,
    lines: tuple[int, ...],
    crosswalk: Crosswalk,
) -> LoadProblem:
    if value is None:
        why = f"{count} rows have no code here."
        return LoadProblem("empty_code", file, why, "Fill the code in.", lines, column.column, "", count)
    if column.codelist == "time_period":
        why = f"“{value}” is not a time period ({count} rows)."
        fix = "Write 2020, 2020-03, 2020-Q1 or 2020-03-31."
        return LoadProblem("wrong_period", file, why, fix, lines, column.column, value, count)
    offers = suggestions(value, column.codelist, crosswalk)
    why = f"“{value}” is no known code of {column.codelist} in {crosswalk.name or 'our own lists'} ({count} rows)."
    likely = ", ".join(f"{offer.code} ({offer.label})" for offer in offers)
    fix = (f"It may stand for {likely}. " if likely else "") + "Say what it is with --map; nothing is guessed."
    return LoadProblem("unknown_code", file, why, fix, lines, column.column, value, count, offers)
