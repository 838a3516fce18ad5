"""Loading one cube: write the observations, look every code up, see that no figure is wrong and no key comes twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from sojourn.evidence.codes import Crosswalk
from sojourn.evidence.loading import complaints, writing
from sojourn.evidence.loading.counting import counted, counted_raw
from sojourn.evidence.loading.mapping import Found, Map, map_column, map_dimension, map_flags, map_periods, problems_of
from sojourn.evidence.loading.problems import LoadRefused, refuse
from sojourn.evidence.loading.raw import BESIDE_DIMENSIONS, FLAGS, STATUS, TIME, VALUE, DuckSource, RawCube
from sojourn.evidence.loading.suggesting import snippet
from sojourn.evidence.loading.trouble import explained
from sojourn.evidence.store import Dataset

FIX_COLUMNS = "The source may have renamed its columns: say so in the layout or in the dataset's declaration."


@dataclass(frozen=True)
class Written:
    """What was staged: its number of observations, how many of each status, and rows left out on purpose."""

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
        staged = target.with_suffix(".staged")
        with explained(self.file):
            shape = self._shape()
            self.tell("writing", 0)
            came = writing.stage(self.connection, shape, staged)
            self.tell("codes", came)
            if not came:
                raise refuse("no_rows", self.file, "there is not a single observation in it.", "Ask the source again.")
            self._complaints(shape).about_figures(writing.statuses(self.connection, staged), self.cube.constants)
            maps = self._maps(shape, staged)
            self._refuse_strange(maps, shape)
            rows = self._finished(shape, maps, staged, target, came)
            self.tell("checking", rows)
            self._complaints(shape).about_doubles(writing.doubles(self.connection, target, self.dataset.names))
            return Written(rows, self._statuses(shape, target), came - rows)

    def _finished(self, shape: writing.Shape, maps: Mapping[str, Map], staged: Path, target: Path, came: int) -> int:
        if not shape.flags_mean_statuses and not any(each.changes for each in maps.values()):
            staged.rename(target)
            return came
        rows = writing.translate(self.connection, shape, maps, staged, target)
        staged.unlink()
        if not rows:
            raise refuse("no_rows", self.file, "every row was left out.", "Look at the map that was given.")
        return rows

    def _statuses(self, shape: writing.Shape, target: Path) -> dict[str, int]:
        found = writing.statuses(self.connection, target)
        self._complaints(shape).about_figures(found, {})
        return {str(status): count for status, count in found.items()}

    def _complaints(self, shape: writing.Shape) -> complaints.Complaints:
        return complaints.Complaints(self.connection, shape, self.file, self.cube.lines_from, self.dataset)

    def _shape(self) -> writing.Shape:
        present = frozenset(self._opened_raw())
        expected = {*self.dataset.names, TIME, VALUE} - set(self.cube.fixed)
        if stray := sorted(present - expected - {*BESIDE_DIMENSIONS, *self.cube.constants}):
            why = f"{self.dataset.id} has no dimension {', '.join(stray)}; it has {', '.join(self.dataset.names)}."
            raise refuse("unknown_column", self.file, why, FIX_COLUMNS, line=1, column=stray[0])
        if missing := sorted(expected - present):
            why = f"the file has no column for {', '.join(missing)} of {self.dataset.id}."
            raise refuse("missing_column", self.file, why, FIX_COLUMNS, line=1, column=missing[0])
        shape = writing.Shape(self.dataset.names, self.cube.fixed, present)
        lists = {name: self.dataset.codelist_of(name) for name in shape.coded if name != TIME}
        listed = {name: self.crosswalk.enumerated(each) for name, each in lists.items()}
        return replace(
            shape,
            known={name: codes for name, codes in listed.items() if codes},
            constants={name: self._allowed(name, values) for name, values in self.cube.constants.items()},
            flags_mean_statuses=FLAGS in present and "obs_status" in self.crosswalk.maps,
        )

    def _opened_raw(self) -> list[str]:
        table = self.cube.table
        if not isinstance(table, DuckSource):
            self.connection.register("raw", table)
            return list(table.column_names)
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW raw AS {table.select}")
        return [str(row[0]) for row in self.connection.execute("DESCRIBE raw").fetchall()]

    def _allowed(self, name: str, values: frozenset[str]) -> tuple[str, ...]:
        """The values a constant column may have: those given, or the one that stands in the first row."""
        if values:
            return tuple(sorted(values - {""}))
        row = self.connection.execute(f"SELECT {writing.text_of(name)} FROM raw LIMIT 1").fetchone()  # noqa: S608 quoted
        return (str(row[0]),) if row and row[0] is not None else ("",)

    def _maps(self, shape: writing.Shape, staged: Path) -> dict[str, Map]:
        beside = (FLAGS, writing.SAID) if shape.flags_mean_statuses else (STATUS,)
        found = counted(self.connection, staged, (*shape.coded, *beside))
        maps = {name: self._map(found[name]) for name in shape.coded}
        for name, each in maps.items():
            if name in shape.known and None in each.strange:
                maps[name] = self._map(counted_raw(self.connection, name))
        said = found[beside[-1]]
        if writing.NO_STATUS in said.counts:
            said = counted_raw(self.connection, STATUS)
        said = said.without_gaps()
        maps[STATUS] = map_column(replace(said, column=STATUS), "obs_status", Crosswalk("").status)
        if shape.flags_mean_statuses:
            maps[FLAGS] = map_flags(found[FLAGS].without_gaps(), self.crosswalk)
        return maps

    def _map(self, found: Found) -> Map:
        return map_periods(found) if found.column == TIME else map_dimension(found, self.dataset, self.crosswalk)

    def _refuse_strange(self, maps: Mapping[str, Map], shape: writing.Shape) -> None:
        def lines_of(each: Map) -> Mapping[str | None, tuple[int, ...]]:
            return writing.lines_by_value(self.connection, shape, self.cube.lines_from, each.column, list(each.strange))

        if problems := problems_of(maps.values(), self.file, lines_of, self.crosswalk):
            lists = {name: each.codelist for name, each in maps.items()}
            raise LoadRefused(problems, snippet(problems, lists))
