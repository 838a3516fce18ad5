"""A store of a handful of figures: an invented Germany and France, enough for every kind of sum and gap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.evidence.store import Store, Vintage
from sojourn.kernel import moment

Row = tuple[Any, ...]


def put(store: Store, dataset: str, released_on: date, rows: Sequence[Row]) -> Vintage:
    """Add a vintage; each row is the dataset's codes in order, then period, value and status ("A" when left out)."""
    names = (*store.dataset(dataset).names, "time_period", "obs_value", "obs_status")
    filled = [(*row, "A") if len(row) < len(names) else row for row in rows]
    table = pa.table({name: [row[place] for row in filled] for place, name in enumerate(names)})
    at = names.index("obs_value")
    table = table.set_column(at, "obs_value", table.column("obs_value").cast(pa.float64()))
    with store.staging() as staging:
        pq.write_table(table, staging.vintage / "observations.parquet")
        sha256 = f"{dataset}-{released_on}-{len(rows)}-{rows!r}"
        return store.add(
            staging,
            Vintage(dataset, released_on.isoformat(), released_on, moment.now(), "made.csv", sha256, len(rows), "made"),
        )


def small_store(folder: Path) -> Store:
    """Stocks by origin and sex, populations, refugees, applicants by two sources, and protection by month."""
    store = Store(folder)
    stock = [
        (geo, origin, sex, year, value)
        for geo, origin, values in (
            ("DEU", "TUR", (100, 120, 140)),
            ("DEU", "POL", (50, 60, 90)),
            ("DEU", "_O", (10, 10, 10)),
            ("FRA", "DZA", (80, 90, 95)),
            ("FRA", "DEU", (20, 20, 25)),
        )
        for year, value in zip(("2010", "2015", "2020"), values, strict=True)
        for sex in ("F", "M")
    ]
    put(store, "undesa_stock_bilateral", date(2021, 1, 15), stock)
    people = [
        (geo, sex, f"Y{age}", year, number / 1000)
        for geo, number in (("DEU", 40), ("FRA", 20))
        for year in ("2015", "2020")
        for sex, number in (("_T", 2 * number), ("F", number), ("M", number))
        for age in range(100)
    ]
    put(store, "wpp_population", date(2022, 7, 11), people)
    refugees = [("DEU", "SYR", "refugees", "2023", 30), ("DEU", "AFG", "refugees", "2023", 12),
                ("DEU", "SYR", "refugees", "2024", 33), ("FRA", "SYR", "refugees", "2024", 0),
                ("FRA", "SYR", "oip", "2024", None, "O")]  # fmt: skip
    put(store, "unhcr_population", date(2025, 6, 12), refugees)
    put(
        store,
        "migr_asyappctza",
        date(2025, 3, 20),
        [("_T", "_T", "_T", "_T", "DEU", "2023", 200), ("_T", "_T", "_T", "_T", "DEU", "2024", 100),
         ("_T", "_T", "_T", "_T", "FRA", "2024", None, "Q")],
    )  # fmt: skip
    put(
        store,
        "unhcr_asylum_applications",
        date(2025, 6, 12),
        [("DEU", "SYR", "G", "N", "NA", "persons", "2024", 90), ("DEU", "AFG", "G", "N", "NA", "persons", "2024", 20)],
    )
    months = [("UKR", "_T", "_T", "DEU", f"2024-{month:02}", 1000 + month) for month in range(1, 13)]
    put(store, "migr_asytpsm", date(2025, 5, 10), [*months, ("UKR", "_T", "_T", "DEU", "2025-01", 2000)])
    return store
