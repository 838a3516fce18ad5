"""JSON-stat 2.0 as Eurostat's statistics API answers: one cube, its figures by their place in row-major order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import product
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import DuckSource, Opened, RawCube, literal
from sojourn.evidence.sources.eurostat_cells import figure
from sojourn.evidence.sources.eurostat_names import constants, ours

TIME = "time"
PLAIN_DIMENSIONS = ("freq", "unit")
# A status is the flag, and behind a bar the confidentiality: `p`, `:`, `|C`.
FLAG, CONFIDENTIAL = "split_part(f, '|', 1)", "split_part(f, '|', 2)"
# More cells than an answer of the API may have; beyond them the file is something else.
MOST_CELLS = 5_000_000


class JsonStat:
    """`{"version": "2.0", "class": "dataset", "id": […], "size": […], "value": {…}, "status": {…}}`."""

    name = "json_stat"

    def recognises(self, opened: Opened) -> bool:
        """Whether the JSON says that it is a dataset of JSON-stat."""
        head = opened.head[:4000].replace(" ", "")
        return opened.kind == "json" and '"class":"dataset"' in head and '"version":"2' in head

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the cube. Raises LoadRefused for a cube without figures, and for one that does not fit its sizes."""
        content = _content(opened)
        names, codes = list(content["id"]), [_codes(opened, content, name) for name in content["id"]]
        _see_that_it_fits(opened, content, codes)
        target = opened.scratch / "cells.parquet"
        _write(content, names, codes, target)
        dataset = opened.dataset or str(content.get("extension", {}).get("id", "")).lower()
        if not dataset:
            raise refuse(
                "which_dataset", opened.name, "the cube does not say which dataset it is.", "Name it: --dataset."
            )
        beside = [name for name in names if name in PLAIN_DIMENSIONS]
        columns = ", ".join(f'"{name}" AS "{ours(name)}"' for name in names if name != TIME)
        select = (
            f'SELECT {columns}, "{TIME}" AS time_period, {figure("v", FLAG, CONFIDENTIAL)} '  # noqa: S608 names were checked
            f"FROM read_parquet({literal(target)})"
        )
        yield RawCube(dataset, DuckSource(select), released_on=_updated(content),
                      constants=constants(opened, dataset, beside), lines_from=1)  # fmt: skip


def _content(opened: Opened) -> Mapping[str, Any]:
    try:
        content = json.loads(opened.path.read_bytes())
    except ValueError as error:
        why, line = f"the JSON is cut off or damaged ({error}).", getattr(error, "lineno", 1)
        raise refuse("broken_json", opened.name, why, "Fetch the file again.", line=line) from error
    missing = [key for key in ("id", "size", "dimension") if not content.get(key)]
    if missing or TIME not in content["id"] or not all(str(name).isidentifier() for name in content["id"]):
        why = f"the cube lacks {missing[0] if missing else 'a dimension of time, or names its dimensions oddly'}."
        raise refuse("missing_key", opened.name, why, "Fetch the file again.", line=1)
    return content  # type: ignore[no-any-return]


def _codes(opened: Opened, content: Mapping[str, Any], name: str) -> list[str]:
    """The codes of a dimension in their order: `index` is a list, or places by code."""
    category = content["dimension"].get(name, {}).get("category", {})
    index = category.get("index") or list(category.get("label", {}))
    codes = sorted(index, key=lambda code: int(index[code])) if isinstance(index, dict) else list(index)
    if not codes:
        why = f"the dimension {name} has no code: a filter names one that this dataset does not have."
        raise refuse("no_rows", opened.name, why, "Ask the source again, with other filters.", line=1, column=name)
    return codes


def _see_that_it_fits(opened: Opened, content: Mapping[str, Any], codes: list[list[str]]) -> None:
    sizes = [len(each) for each in codes]
    cells = 1
    for size in sizes:
        cells *= size
    if list(content["size"]) != sizes or cells > MOST_CELLS:
        why = f"the sizes {content['size']} do not fit the codes ({sizes})."
        raise refuse("wrong_size", opened.name, why, "Fetch the file again.", line=1)
    values = content.get("value") or {}
    beyond = [place for place in values if int(place) >= cells] if isinstance(values, dict) else []
    if beyond or (isinstance(values, list) and len(values) != cells):
        why = f"there are figures beyond the {cells} cells of the cube, or too few."
        raise refuse("wrong_size", opened.name, why, "Fetch the file again.", line=1)
    if not values:
        raise refuse("no_rows", opened.name, "there is not a single figure.", "Ask with other filters.", line=1)


def _write(content: Mapping[str, Any], names: list[str], codes: list[list[str]], target: Any) -> None:
    """Write one row per cell that has a figure or a flag; an empty cell without either was never asked for."""
    values, flags = _by_place(content.get("value")), _by_place(content.get("status"))
    rows = [
        (*key, _said(values.get(place)), flags.get(place))
        for place, key in enumerate(product(*codes))
        if values.get(place) is not None or flags.get(place)
    ]
    columns = zip((*names, "v", "f"), zip(*rows, strict=True), strict=True)
    pa.parquet.write_table(pa.table({name: pa.array(cells, pa.string()) for name, cells in columns}), target)


def _said(value: object) -> str | None:
    return None if value is None else str(value)


def _by_place(cells: Any) -> dict[int, Any]:
    if isinstance(cells, list):
        return dict(enumerate(cells))
    return {int(place): cell for place, cell in (cells or {}).items()}


def _updated(content: Mapping[str, Any]) -> Any:
    try:
        return datetime.fromisoformat(str(content.get("updated", ""))).date()
    except ValueError:
        return None


LAYOUT = JsonStat()
