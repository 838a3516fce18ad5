"""Saying what is wrong with figures and keys, with the first lines on which it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from sojourn.evidence.loading import writing
from sojourn.evidence.loading.problems import LoadProblem, LoadRefused, refuse
from sojourn.evidence.loading.raw import STATUS, TIME, VALUE, literal
from sojourn.evidence.store import Dataset

MOST = 3


@dataclass(frozen=True)
class Complaints:
    """Where the rows of a cube can still be found while something is to be said about them."""

    connection: duckdb.DuckDBPyConnection
    shape: writing.Shape
    file: str
    first_line: int
    dataset: Dataset

    def about_figures(self, counted: Mapping[str | None, int], constants: Mapping[str, Collection[str]]) -> None:
        """Refuse what was marked while staging: foreign rows, no numbers, figures where there should be none."""
        if counted.get(writing.OTHER_CONSTANT):
            self._about_constants(constants)
        if count := counted.get(writing.NO_NUMBER, 0):
            self._about_numbers(count)
        if count := counted.get(writing.VALUE_BESIDE_GAP, 0):
            said = f" AND {writing.text_of(STATUS)} IN {writing.GAPS}" if STATUS in self.shape.present else ""
            found = self._lines(f"TRY_CAST(raw.{VALUE} AS DOUBLE) IS NOT NULL{said}") if said else []
            why = f"{count} rows have a figure, and a flag that says there is none (suppressed, missing …)."
            lines = tuple(line for line, _ in found)
            fix = "Remove one of the two."
            raise LoadRefused([LoadProblem("figure_beside_gap", self.file, why, fix, lines, VALUE, "", count)])

    def _about_constants(self, constants: Mapping[str, Collection[str]]) -> None:
        for name in constants:
            allowed = self.shape.constants[name]
            found = self._found(name, allowed)
            if found:
                value, lines = found
                why = f"“{value}” stands where {' or '.join(allowed)} was expected; the two can't be told apart."
                fix = "Ask the source for one of them at a time, or declare the column as a dimension."
                raise LoadRefused([LoadProblem("several", self.file, why, fix, lines, name, value)])

    def _found(self, name: str, allowed: Collection[str]) -> tuple[str, tuple[int, ...]] | None:
        text = writing.text_of(name)
        strange = f"{text} NOT IN ({', '.join(map(literal, allowed))})"
        row = self.connection.execute(f"SELECT {text} FROM raw WHERE {strange} LIMIT 1").fetchone()  # noqa: S608
        if row is None:
            return None
        return str(row[0]), tuple(line for line, _ in self._lines(f"{text} = {literal(row[0])}"))

    def _about_numbers(self, count: int) -> None:
        number = f"TRY_CAST(raw.{VALUE} AS DOUBLE)"
        there = f"lower(trim(CAST(raw.{VALUE} AS VARCHAR))) NOT IN ('', 'nan')"
        found = self._lines(f"{there} AND ({number} IS NULL OR NOT isfinite({number}))")
        value = found[0][1] if found else ""
        why = f"“{value}” is not a number ({count} rows)."
        fix = "Write figures with a point and without separators, such as 1234.5."
        lines = tuple(line for line, _ in found)
        raise LoadRefused([LoadProblem("wrong_number", self.file, why, fix, lines, VALUE, value, count)])

    def about_doubles(self, keys: Sequence[tuple[str, ...]]) -> None:
        """Refuse keys that come more than once."""
        if not keys:
            return
        names = (*self.dataset.names, TIME)
        shown = "; ".join(", ".join(map("=".join, zip(names, key, strict=True))) for key in keys[:MOST])
        why = f"the same observation comes more than once in {self.dataset.id}: {shown}."
        raise refuse("doubled", self.file, why, "Remove the doubled rows, or give what differs a different code.")

    def _lines(self, condition: str) -> list[tuple[int, str]]:
        return writing.lines(self.connection, self.shape, self.first_line, condition, MOST)
