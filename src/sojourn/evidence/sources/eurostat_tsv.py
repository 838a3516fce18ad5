"""Eurostat's bulk TSV: dimensions packed into the first column, one column per period, flags behind the figures."""

from __future__ import annotations

from collections.abc import Iterable

from sojourn.evidence.loading.problems import LoadProblem, LoadRefused
from sojourn.evidence.loading.raw import DuckSource, Opened, RawCube, identifier, literal
from sojourn.evidence.sources import looking
from sojourn.evidence.sources.eurostat_cells import figure
from sojourn.evidence.sources.eurostat_names import constants, dataset_by_shape, ours

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
        kept = list(enumerate(names, start=1))
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
        beside = [name for name in PLAIN_DIMENSIONS if name in names]
        dataset = dataset_by_shape(opened, [ours(name) for name in names if name not in beside])
        yield RawCube(dataset, DuckSource(select), constants=constants(opened, dataset, beside))


def _refuse_uneven(opened: Opened, first: str, wanted: int) -> None:
    count = f"len(split({first}, ','))"
    query = f"SELECT line, {first}, {count} FROM {looking.numbered(opened)} WHERE {count} <> {wanted} LIMIT 1"  # noqa: S608
    for line, cell, found in looking.rows(opened, query):
        why = f"“{cell}” holds {found} codes where the header names {wanted} dimensions."
        fix = "The row is damaged, or a code holds a comma. Fetch the file again."
        raise LoadRefused([LoadProblem("wrong_key", opened.name, why, fix, (int(line),), opened.header[0], cell)])


LAYOUT = EurostatTsv()
