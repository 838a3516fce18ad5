"""Bilateral flow and stock estimates as JSON: one list of names, square matrices by year, regions amid countries.

The file names its 11 regions by their places in the list. It does not say which method made the flows: that is told by
the dataset asked for or by the file's name, and otherwise asked back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import Opened, RawCube

KEYS = ("names", "regions", "matrix")
FLOWS = {"pb": "abel_flow_pb", "min": "abel_flow_min"}
YEARS = 5


class AbelCohen:
    """`{"names": […], "regions": […], "matrix": {"1990": [[…]]}}`."""

    name = "abel_cohen"

    def recognises(self, opened: Opened) -> bool:
        """Whether the JSON begins with a list of names that mixes regions with countries."""
        return (
            opened.kind == "json" and '"names"' in opened.head[:2000] and '"matrix"' in opened.path.read_text("utf-8")
        )

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the cube: origin in the rows of each matrix, destination or residence in its columns.

        A flow's period is the last of its five years.
        """
        content = _content(opened)
        dataset = _dataset(opened, content)
        across = "geo" if dataset == "abel_stock" else "destination"
        names = np.array(content["names"], dtype=object)
        parts = [
            (year, _matrix(opened, content, year)) for year in sorted(content["matrix"])
        ]  # fmt: skip
        later = 0 if dataset == "abel_stock" else YEARS
        size = len(names)
        table = pa.table({
            "origin": pa.array(np.tile(np.repeat(names, size), len(parts))),
            across: pa.array(np.tile(np.tile(names, size), len(parts))),
            "time_period": pa.array(np.repeat([str(int(year) + later) for year, _ in parts], size * size)),
            "obs_value": pa.array(np.concatenate([matrix.ravel() for _, matrix in parts]), from_pandas=True),
        })  # fmt: skip
        yield RawCube(dataset, table)


def _content(opened: Opened) -> Mapping[str, Any]:
    try:
        content = json.loads(opened.path.read_bytes())
    except ValueError as error:
        why = f"the JSON is cut off or damaged ({error})."
        raise refuse(
            "broken_json", opened.name, why, "Fetch the file again.", line=getattr(error, "lineno", 1)
        ) from error
    missing = [key for key in KEYS if not content.get(key)]
    if missing:
        raise refuse("missing_key", opened.name, f"there is no “{missing[0]}”.", "Fetch the file again.", line=1)
    doubled = sorted({name for name in content["names"] if content["names"].count(name) > 1})
    if doubled:
        why = f"the name “{doubled[0]}” comes twice in names."
        raise refuse("doubled", opened.name, why, "Give every country one row.", line=1, value=doubled[0])
    return content  # type: ignore[no-any-return]


def _matrix(opened: Opened, content: Mapping[str, Any], year: str) -> np.ndarray[Any, Any]:
    size, rows = len(content["names"]), content["matrix"][year]
    uneven = next((place for place, row in enumerate(rows) if len(row) != size), None)
    if not year.isdecimal() or len(rows) != size or uneven is not None:
        where = f"row {uneven} has {len(rows[uneven])}" if uneven is not None else f"there are {len(rows)} rows"
        why = f"the matrix of “{year}” does not fit the {size} names: {where}."
        raise refuse(
            "wrong_size", opened.name, why, "Fetch the file again: it may be cut off.", line=1, column=str(year)
        )
    try:
        return np.array(rows, dtype=float)
    except (TypeError, ValueError) as error:
        why = f"the matrix of “{year}” holds something that is no number ({error})."
        raise refuse("wrong_number", opened.name, why, "Fetch the file again.", line=1, column=str(year)) from error


def _dataset(opened: Opened, content: Mapping[str, Any]) -> str:
    """Stocks are told from flows by their years: a stock has the present end of the last five years too."""
    if opened.dataset:
        return opened.dataset
    name = opened.given.name.casefold()
    for word, dataset in FLOWS.items():
        if "flow" in name and f"_{word}_" in name:
            return dataset
    if "stock" in name:
        return "abel_stock"
    why = "the file does not say whether these are stocks or flows, or by which method the flows were estimated."
    raise refuse(
        "which_dataset", opened.name, why, f"Name it: --dataset {' or '.join((*FLOWS.values(), 'abel_stock'))}.", line=1
    )


LAYOUT = AbelCohen()
