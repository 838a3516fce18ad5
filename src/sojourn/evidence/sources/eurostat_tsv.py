"""Eurostat's bulk TSV: dimensions packed into the first column, one column per period, flags behind the figures."""

from __future__ import annotations

from collections.abc import Iterable

from sojourn.evidence.loading.problems import LoadProblem, LoadRefused
from sojourn.evidence.loading.raw import DuckSource, Opened, RawCube, identifier, literal
from sojourn.evidence.sources import looking
from sojourn.evidence.sources.eurostat_cells import figure
from sojourn.evidence.sources.eurostat_names import dataset_by_shape, ours

# What stands behind the last dimension in the first cell: the newer word and the older.
TIME_WORDS = ("\\time_period", "\\time")
PLAIN_DIMENSIONS = ("freq", "unit")


class EurostatTsv:
    r"""First cell `freq,dim1,…,geo\TIME_PERIOD` (older: `\time`)."""

    name = "eurostat_tsv"

    def recognises(self, opened: Opened) -> bool:
        """Whether the first header cell ends with the word for time and tabs divide the columns."""
        first = opened.header[0].casefold().strip() if opened.header else ""
        return opened.delimiter == "\t" and first.endswith(TIME_WORDS)

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the cube. Raises LoadRefused when a row's dimensions do not match the header's."""
        names = opened.header[0].casefold().strip().rpartition("\\")[0].split(",")
        first = identifier(opened.columns[0])
        _refuse_uneven(opened, first, len(names))
        for name in PLAIN_DIMENSIONS:
            if name in names:
                _refuse_several(opened, first, names.index(name) + 1, name)
        kept = [(place, name) for place, name in enumerate(names, start=1) if name not in PLAIN_DIMENSIONS]
        dimensions = ", ".join(
            f"trim(split_part({first}, ',', {place})) AS {identifier(ours(name))}" for place, name in kept
        )
        cells = ", ".join(
            f"{{p: {literal(name.strip())}, v: {identifier(name)}}}" for name in opened.columns[1:] if name
        )
        select = (
            f"SELECT line, {', '.join(identifier(ours(name)) for _, name in kept)}, "  # noqa: S608 names are quoted
            f"cell.p AS time_period, {figure('cell.v', 'NULL')} FROM ("
            f"SELECT line, {dimensions}, unnest([{cells}]) AS cell FROM {looking.numbered(opened)})"
        )
        yield RawCube(dataset_by_shape(opened, [ours(name) for _, name in kept]), DuckSource(select))


def _refuse_uneven(opened: Opened, first: str, wanted: int) -> None:
    count = f"len(split({first}, ','))"
    query = f"SELECT line, {first}, {count} FROM {looking.numbered(opened)} WHERE {count} <> {wanted} LIMIT 1"  # noqa: S608
    for line, cell, found in looking.rows(opened, query):
        why = f"“{cell}” holds {found} codes where the header names {wanted} dimensions."
        fix = "The row is damaged, or a code holds a comma. Fetch the file again."
        raise LoadRefused([LoadProblem("wrong_key", opened.name, why, fix, (int(line),), opened.header[0], cell)])


def _refuse_several(opened: Opened, first: str, place: int, name: str) -> None:
    part = f"split_part({first}, ',', {place})"
    query = f"SELECT {part}, min(line) FROM {looking.numbered(opened)} GROUP BY 1 ORDER BY 2 LIMIT 2"  # noqa: S608
    found = looking.rows(opened, query)
    if len(found) > 1:
        why = f"{name} is {found[0][0]} in some rows and {found[1][0]} in others."
        fix = f"Fetch one {name} at a time: figures of two can't be told apart."
        raise LoadRefused(
            [LoadProblem(f"several_{name}s", opened.name, why, fix, (int(found[1][1]),), name, found[1][0])]
        )


LAYOUT = EurostatTsv()
