"""Loading one cube: look every code up, write the observations, see that no figure is wrong and no key comes twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sojourn.evidence.codes import Crosswalk
from sojourn.evidence.loading import writing
from sojourn.evidence.loading.mapping import Found, Map, map_column, map_dimension, map_flags, map_periods, problems_of
from sojourn.evidence.loading.problems import LoadProblem, LoadRefused, refuse
from sojourn.evidence.loading.raw import (
    BESIDE_DIMENSIONS,
    FLAGS,
    STATUS,
    TIME,
    VALUE,
    DuckSource,
    RawCube,
    identifier,
    literal,
)
from sojourn.evidence.loading.suggesting import snippet
from sojourn.evidence.loading.trouble import explained
from sojourn.evidence.store import Dataset


@dataclass(frozen=True)
class Written:
    """What was staged: the file, its number of observations, how many of each status, and rows left out on purpose."""

    path: Path
    rows: int
    statuses: Mapping[str, int]
    left_out: int


@dataclass(frozen=True)
class CubeLoad:
    """One cube on its way: its dataset, the crosswalk in force, the file's name, and where to tell of progress."""

    connection: duckdb.DuckDBPyConnection
    cube: RawCube
    dataset: Dataset
    crosswalk: Crosswalk
    file: str
    tell: Callable[[str, int], None]

    def write(self, target: Path) -> Written:
        """Write the observations to `target`; LoadRefused with every problem found."""
        with explained(self.file):
            shape = self._shape()
            self._open_raw()
            self.tell("codes", 0)
            found = self._found(shape)
            maps = self._maps(found)
            self._refuse_several(found, shape)
            self._refuse_strange(maps, shape)
            self.tell("writing", sum(found[TIME].counts.values()))
            rows = writing.write(self.connection, shape, maps, target)
            self.tell("checking", rows)
            counted = writing.statuses(self.connection, target)
            self._refuse_wrong_figures(counted, shape)
            self._refuse_doubles(target)
        if not rows:
            raise refuse("no_rows", self.file, "there is not a single observation in it.", "Ask the source again.")
        return Written(target, rows, counted, sum(found[TIME].counts.values()) - rows)

    def _open_raw(self) -> None:
        table = self.cube.table
        if isinstance(table, DuckSource):
            self.connection.execute(f"CREATE OR REPLACE TEMP VIEW raw AS {table.select}")
        else:
            self.connection.register("raw", table)

    def _shape(self) -> writing.Shape:
        present = frozenset(self._columns())
        expected = {*self.dataset.names, TIME, VALUE} - set(self.cube.fixed)
        if stray := sorted(present - expected - {*BESIDE_DIMENSIONS, *self.cube.constants}):
            why = f"{self.dataset.id} has no dimension {', '.join(stray)}; it has {', '.join(self.dataset.names)}."
            fix = "The source may have renamed its columns: say so in the layout or in the dataset's declaration."
            raise refuse("unknown_column", self.file, why, fix, line=1, column=stray[0])
        if missing := sorted(expected - present):
            why = f"the file has no column for {', '.join(missing)} of {self.dataset.id}."
            fix = "The source may have renamed its columns: say so in the layout or in the dataset's declaration."
            raise refuse("missing_column", self.file, why, fix, line=1, column=missing[0])
        return writing.Shape(self.dataset.names, self.cube.fixed, present)

    def _columns(self) -> list[str]:
        table = self.cube.table
        if not isinstance(table, DuckSource):
            return list(table.column_names)
        return [str(row[0]) for row in self.connection.execute(f"DESCRIBE {table.select}").fetchall()]

    def _found(self, shape: writing.Shape) -> dict[str, Found]:
        """Count the distinct values of every coded column in one reading of the file."""
        wanted = (*self.dataset.names, TIME, STATUS, FLAGS, *self.cube.constants)
        names = [name for name in wanted if name in shape.present and name not in shape.fixed]
        quoted = [identifier(name) for name in names]
        sets = ", ".join(f"({name})" for name in quoted)
        inner = ", ".join(f"nullif(CAST({name} AS VARCHAR), '') AS {name}" for name in quoted)
        which = ", ".join(f"grouping({name})" for name in quoted)
        query = (
            f"SELECT {', '.join(quoted)}, count(*), {which} FROM (SELECT {inner} FROM raw)"  # noqa: S608 quoted
            f" GROUP BY GROUPING SETS ({sets})"
        )
        counts: dict[str, dict[str | None, int]] = {name: {} for name in names}
        for row in self.connection.execute(query).fetchall():
            place = row[len(names) + 1 :].index(0)
            counts[names[place]][row[place]] = row[len(names)]
        return {name: Found(name, counts[name]) for name in names}

    def _refuse_several(self, found: Mapping[str, Found], shape: writing.Shape) -> None:
        for name, allowed in self.cube.constants.items():
            values = [str(value or "") for value in found[name].counts]
            strange = [value for value in values if allowed and value not in allowed] or values[1:] * (not allowed)
            if strange:
                text = f"coalesce(CAST(raw.{identifier(name)} AS VARCHAR), '')"
                lines = self._lines(shape, f"{text} = {literal(strange[0])}")
                expected = f"one of {', '.join(sorted(allowed))}" if allowed else f"only {values[0]}"
                why = f"“{strange[0]}” stands where {expected} was expected; the two can't be told apart."
                fix = "Ask the source for one of them at a time, or declare the column as a dimension."
                first = lines[0][0] if lines else 0
                raise refuse("several", self.file, why, fix, line=first, column=name, value=strange[0])

    def _maps(self, found: Mapping[str, Found]) -> dict[str, Map]:
        maps: dict[str, Map] = {}
        for name, each in found.items():
            said = Found(name, {value: count for value, count in each.counts.items() if value is not None})
            if name in self.cube.constants:
                continue
            if name == TIME:
                maps[name] = map_periods(each)
            elif name == FLAGS:
                maps[name] = map_flags(said, self.crosswalk)
            elif name == STATUS:
                maps[name] = map_column(said, "obs_status", Crosswalk("").status)
            else:
                maps[name] = map_dimension(each, self.dataset, self.crosswalk)
        return maps

    def _refuse_strange(self, maps: Mapping[str, Map], shape: writing.Shape) -> None:
        def lines_of(column: str, value: str | None) -> tuple[int, ...]:
            text = f"nullif(CAST(raw.{identifier(column)} AS VARCHAR), '')"
            condition = f"{text} IS NULL" if value is None else f"{text} = {literal(value)}"
            return tuple(line for line, _ in self._lines(shape, condition))

        if problems := problems_of(maps.values(), self.file, lines_of, self.crosswalk):
            lists = {name: each.codelist for name, each in maps.items()}
            raise LoadRefused(problems, snippet(problems, lists))

    def _refuse_wrong_figures(self, counted: Mapping[str, int], shape: writing.Shape) -> None:
        if count := counted.get(writing.NO_NUMBER, 0):
            number = f"TRY_CAST(trim(CAST(raw.{VALUE} AS VARCHAR)) AS DOUBLE)"
            there = f"trim(CAST(raw.{VALUE} AS VARCHAR)) NOT IN ('', 'nan', 'NaN')"
            first = self._lines(shape, f"{there} AND ({number} IS NULL OR NOT isfinite({number}))")
            value = first[0][1] if first else ""
            fix = "Write figures with a point and without separators, such as 1234.5."
            why = f"“{value}” is not a number ({count} rows)."
            raise LoadRefused([LoadProblem(
                "wrong_number", self.file, why, fix, tuple(line for line, _ in first), VALUE, value, count
            )])  # fmt: skip
        if count := counted.get(writing.VALUE_BESIDE_GAP, 0):
            why = f"{count} rows have a figure, and a flag that says there is none (suppressed, missing …)."
            raise refuse("figure_beside_gap", self.file, why, "Remove one of the two.", column=VALUE)

    def _refuse_doubles(self, target: Path) -> None:
        found = writing.doubles(self.connection, target, self.dataset.names)
        if not found:
            return
        names = (*self.dataset.names, TIME)
        keys = "; ".join(", ".join(map("=".join, zip(names, key, strict=True))) for key in found[:3])
        why = f"the same observation comes more than once in {self.dataset.id}: {keys}."
        fix = "Remove the doubled rows, or give rows of different meaning different codes."
        raise refuse("doubled", self.file, why, fix)

    def _lines(self, shape: writing.Shape, condition: str) -> list[tuple[int, str]]:
        return writing.lines(self.connection, shape, self.cube.lines_from, condition)
