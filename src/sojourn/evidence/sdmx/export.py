"""The one door out: a dataset in a format, after its licence was looked at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sojourn.evidence.sdmx.extract import Extract
from sojourn.evidence.sdmx.write_csv import write_hxl_csv, write_plain_csv, write_sdmx_csv
from sojourn.evidence.sdmx.write_json import write_json
from sojourn.evidence.sdmx.write_ml import write_ml
from sojourn.evidence.store import Dataset
from sojourn.kernel.refused import Reason, Refused

Writer = Callable[[Extract, Path, datetime], object]


def _text(pieces: Iterable[str], target: Path) -> None:
    with target.open("w", encoding="utf-8") as file:
        file.writelines(pieces)


FORMATS: Mapping[str, tuple[str, Writer]] = {
    "sdmx-csv": ("csv", lambda extract, target, _: write_sdmx_csv(extract, target)),
    "sdmx-csv-1.0": ("csv", lambda extract, target, _: write_sdmx_csv(extract, target, "1.0")),
    "sdmx-ml": ("xml", lambda extract, target, at: _text(write_ml(extract, "specific", at), target)),
    "sdmx-ml-generic": ("xml", lambda extract, target, at: _text(write_ml(extract, "generic", at), target)),
    "sdmx-json": ("json", lambda extract, target, at: _text(write_json(extract, at), target)),
    "hxl-csv": ("csv", lambda extract, target, _: write_hxl_csv(extract, target)),
    "csv": ("csv", lambda extract, target, _: write_plain_csv(extract, target)),
}
"""Each format with the ending of its files."""


def see_that_it_may_leave(dataset: Dataset) -> None:
    """Refuse `licence` when a dataset's licence does not allow passing its figures on."""
    if not dataset.licence.redistributable:
        message = "{dataset} must not be passed on: its licence is “{licence}”. Ask {source} for permission."
        params = {"dataset": dataset.id, "licence": dataset.licence.title, "source": dataset.source}
        raise Refused(Reason("licence", message, params))


def export(extract: Extract, format_name: str, target: Path, prepared_at: datetime) -> int:
    """Write an extract to a file, wholly or not at all; return the number of observations.

    Raises Refused `licence` when it may not be passed on and `unknown_format` naming the formats there are.
    """
    see_that_it_may_leave(extract.dataset)
    if format_name not in FORMATS:
        message = "There is no format {format}; there are {known}."
        raise Refused(Reason("unknown_format", message, {"format": format_name, "known": ", ".join(FORMATS)}))
    partial = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        FORMATS[format_name][1](extract, partial, prepared_at)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return extract.count()
