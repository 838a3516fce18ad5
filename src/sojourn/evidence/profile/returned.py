"""Accepted returns become a new vintage of the dataset `national_returns`, with everything accepted before."""

from __future__ import annotations

import csv
import fcntl
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sojourn.evidence.loading.engine import load_file
from sojourn.evidence.profile.requests import Row
from sojourn.evidence.store import Store

DATASET = "national_returns"
HEADER = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "geo", "indicator", "sex", "age", "partner", "TIME_PERIOD", "OBS_VALUE",
    "OBS_STATUS",
)  # fmt: skip
Kept = tuple[str, str, str, str, str, str, float | None, str]
"""Country, then what a Row holds."""
STRUCTURE = "SOJOURN:NATIONAL_RETURNS(1.0)"


def keep_returned(store: Store, country: str, rows: Iterable[Row], *, on: date, by: str) -> str:
    """Keep the figures of a country; those of the same indicator and year are replaced. Returns the vintage's id.

    Raises Refused when the store does not take them; it is then as before.
    """
    store.folder.mkdir(parents=True, exist_ok=True)
    # Two acceptances at once would each forget the other's figures.
    with (store.folder / ".returns.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _kept(store, [(country, *row) for row in rows], on, by)


def _kept(store: Store, new: list[Kept], on: date, by: str) -> str:
    replaced = {row[:3] for row in new}
    kept = [row for row in _known(store) if row[:3] not in replaced]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{DATASET}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            for geo, indicator, year, sex, age, partner, value, status in sorted(kept + new, key=lambda row: row[:6]):
                shown = "" if value is None else repr(value)
                writer.writerow(["dataflow", STRUCTURE, "I", geo, indicator, sex, age, partner, year, shown, status])
        report = load_file(store, path, dataset=DATASET, released_on=on, by=by)
    return report.loaded[0].vintage


def _known(store: Store) -> list[Kept]:
    with store.reading() as reading:
        if DATASET not in reading.loaded:
            return []
        return [
            (geo, indicator, year, sex, age, partner, value, status)
            for geo, indicator, year, sex, age, partner, value, status in reading.sql(
                f"SELECT geo, indicator, time_period, sex, age, partner, obs_value, obs_status FROM {DATASET}"  # noqa: S608
            )
        ]
