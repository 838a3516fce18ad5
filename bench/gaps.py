"""How long the matrix of gaps takes: 200 countries × the whole catalogue × ten years, beside one query per cell.

    python -m bench.gaps [--store /path/to/evidence]

Without a store that is loaded already (see the tutorial on profiles) the shared data are loaded into a passing one.

Three ways in one run: `cold` makes every figure from the vintages and then the matrix; `kept` reads the figures kept
for these vintages, as every page and command after the first does; `naive` asks one query per indicator, source and
country, which is timed on a sample of the cells and multiplied. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from sojourn.evidence.catalogue import Query, catalogue
from sojourn.evidence.catalogue.cells import Shape, fits
from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.codes import codelist
from sojourn.evidence.gaps import Frame, Gaps
from sojourn.evidence.loading.folder import load_folder
from sojourn.evidence.store import Reading, Store

SHARED = Path(os.environ.get("SOJOURN_SHARED_DATA") or Path(__file__).parents[2] / "shared" / "data")
COUNTRIES, FIRST, LAST = 200, 2015, 2024
SAMPLE = 300
REPEATS = 5


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--store", type=Path)
    options.add_argument("--sample", type=int, default=SAMPLE)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        measure(Store(asked.store) if asked.store else loaded_into(Path(passing)), asked.sample)


def loaded_into(folder: Path) -> Store:
    """A store with everything of the shared data; stops where they are not there."""
    if not SHARED.is_dir():
        raise SystemExit("There are no shared data: name a loaded store with --store, or set SOJOURN_SHARED_DATA.")
    store = Store(folder)
    for _outcome in load_folder(store, SHARED, by="bench"):
        pass
    return store


def measure(store: Store, sample: int) -> None:
    """Time the three ways and print what they took."""
    countries = codelist("area").at_level("country")[:COUNTRIES]
    frame = Frame(countries, FIRST, LAST, date(LAST + 2, 1, 1))
    kept = Path(tempfile.mkdtemp())
    try:
        with store.reading() as reading:
            cold, cells = timed(lambda: matrix(reading, frame, None))
            matrix(reading, frame, kept)
            busy = time.process_time()
            runs = [timed(lambda: matrix(reading, frame, kept))[0] for _ in range(REPEATS)]
            busy = (time.process_time() - busy) / REPEATS
            naive, queries = one_by_one(reading, countries, sample)
    finally:
        shutil.rmtree(kept)
    best = min(runs)
    told = {
        "countries": len(countries),
        "indicators": len(catalogue().indicators),
        "years": LAST - FIRST + 1,
        "cells": cells,
        "datasets_loaded": len(reading.loaded),
        "cold_seconds": round(cold, 3),
        "kept_seconds": round(best, 3),
        "kept_seconds_median": round(sorted(runs)[REPEATS // 2], 3),
        "kept_processor_seconds": round(busy, 3),
        "naive_queries": queries,
        "naive_seconds_estimated": round(naive, 1),
        "naive_over_cold": round(naive / cold, 1),
        "naive_over_kept": round(naive / best, 1),
    }
    print(json.dumps(told, indent=2))


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds and result."""
    began = time.perf_counter()
    result = act()
    return time.perf_counter() - began, result


def matrix(reading: Reading, frame: Frame, keep: Path | None) -> int:
    """Make the figures and the matrix; return how many cells it has."""
    gaps = Gaps(Figures(reading, keep=keep), frame)
    ((cells,),) = gaps.connection.execute("SELECT count(*) FROM gap").fetchall()
    return int(cells)


def one_by_one(reading: Reading, countries: tuple[str, ...], sample: int) -> tuple[float, int]:
    """Seconds that one query per indicator, source and country would take, from a sample; and how many there are."""
    usable = [
        query
        for one in catalogue().indicators.values()
        for query in one.queries
        if query.dataset in reading.loaded and fits(shape_of(query), reading.datasets[query.dataset])
    ]
    pairs = [(query, country) for query in usable for country in countries]
    drawn = random.Random(1).sample(pairs, min(sample, len(pairs)))  # noqa: S311 - a sample of cells, no secret
    seconds, _ = timed(lambda: [ask(reading, query, country) for query, country in drawn])
    return seconds / len(drawn) * len(pairs), len(pairs)


def shape_of(query: Query) -> Shape:
    """What a query needs of its dataset."""
    return Shape(query.dataset, query.country, tuple(query.where), tuple(query.levels.items()))


def ask(reading: Reading, query: Query, country: str) -> Any:
    """The years of one indicator in one country from one source."""
    codes = codelist("area").codes
    clauses, params = [f'"{query.country}" = ?'], [country]
    for name, allowed in query.where.items():
        clauses.append(f'list_contains(?, "{name}")')
        params.append(list(allowed))
    for name, levels in query.levels.items():
        if reading.datasets[query.dataset].codelist_of(name) == "area":
            clauses.append(f'list_contains(?, "{name}")')
            params.append([code for code, each in codes.items() if each.level in levels])
    kept = " AND ".join(clauses)
    statement = f'SELECT time_period, sum(obs_value) FROM "{query.dataset}" WHERE {kept} GROUP BY 1'  # noqa: S608
    return reading.sql(statement, params)


if __name__ == "__main__":
    main()
