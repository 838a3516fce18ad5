"""Loading a file into the store: all of its cubes or none, with progress, and nothing twice."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from sojourn.evidence.codes import crosswalk
from sojourn.evidence.loading.cube import CubeLoad, Written
from sojourn.evidence.loading.layouts import layout_of
from sojourn.evidence.loading.opening import open_file
from sojourn.evidence.loading.problems import Loaded, LoadReport, refuse
from sojourn.evidence.loading.raw import Opened, RawCube
from sojourn.evidence.loading.trouble import explained
from sojourn.evidence.store import Dataset, Store, Vintage
from sojourn.evidence.store.staging import Staging
from sojourn.kernel import moment

MEMORY = "600MB"


@dataclass(frozen=True)
class Progress:
    """Where a load is: `step` is opening, reading, codes, writing, checking or keeping; `rows` those of the step."""

    step: str
    file: str
    dataset: str = ""
    rows: int = 0


Tell = Callable[[Progress], None]


def load_file(
    store: Store,
    path: Path,
    *,
    dataset: str | None = None,
    layout: str | None = None,
    released_on: date | None = None,
    report: Tell | None = None,
    by: str,
    encoding: str = "",
    accepted: Mapping[str, Mapping[str, str]] | None = None,
    dry: bool = False,
) -> LoadReport:
    """Load every cube of a file as a new vintage of its dataset; a file that was loaded before is left alone.

    `dataset` keeps only that dataset's cubes. `released_on` dates the vintage; else the file says it, else the day of
    loading counts, since nothing was known here before. `accepted` are crosswalk entries a person confirmed.
    `dry` checks everything and keeps nothing.

    Raises LoadRefused (a Refused) with every problem found; the store is then exactly as before.
    """
    job = _Job(store, Path(path), dataset or "", layout, released_on, report or _silent, by, accepted or {}, dry)
    return job.run(encoding)


def _silent(_: Progress) -> None:
    pass


@dataclass(frozen=True)
class _Job:
    store: Store
    path: Path
    dataset: str
    layout: str | None
    released_on: date | None
    tell: Tell
    by: str
    accepted: Mapping[str, Mapping[str, str]]
    dry: bool

    def run(self, encoding: str) -> LoadReport:
        began = time.monotonic()
        self.tell(Progress("opening", self.path.name))
        with explained(self.path.name), ExitStack() as stack:
            staging = stack.enter_context(self.store.staging())
            known = self.store.datasets()
            opened = open_file(self.path, staging.folder, encoding=encoding, dataset=self.dataset, datasets=known)
            chosen = layout_of(opened, self.layout)
            self.tell(Progress("reading", opened.name))
            kept, seen = [], []
            for cube in chosen.cubes(opened):
                if self.dataset in ("", cube.dataset):
                    seen.append(cube.dataset)
                    kept.append(self._cube(cube, opened, stack.enter_context(self.store.staging()), chosen.name))
            if twice := next((each for each, count in Counter(seen).items() if count > 1), ""):
                why = f"it holds {twice} more than once; two releases can't be loaded as one."
                raise refuse("several", opened.name, why, "Part the file, one release in each.")
            if not kept:
                raise refuse("no_rows", opened.name, f"it holds nothing of {self.dataset}.", "Name another dataset.")
            loaded = tuple(finish() for finish in kept)
        return LoadReport(opened.name, opened.sha256, chosen.name, loaded, round(time.monotonic() - began, 3))

    def _cube(self, cube: RawCube, opened: Opened, staging: Staging, layout: str) -> Callable[[], Loaded]:
        """Stage one cube; what is returned keeps it."""
        dataset = self.store.dataset(cube.dataset)
        held = self.store.holding(dataset.id, opened.sha256)
        if held is not None:
            already = Loaded(dataset.id, held.id, held.rows, already=True)
            return lambda: already
        written = self._written(cube, dataset, opened, staging)

        def keep() -> Loaded:
            self.tell(Progress("keeping", opened.name, dataset.id, written.rows))
            vintage = self._vintage(cube, dataset, opened, layout, written.rows)
            final = vintage if self.dry else self.store.add(staging, vintage)
            return Loaded(dataset.id, final.id, written.rows, False, written.statuses, written.left_out, cube.notices)

        return keep

    def _written(self, cube: RawCube, dataset: Dataset, opened: Opened, staging: Staging) -> Written:
        walk = crosswalk(cube.crosswalk or dataset.crosswalk or dataset.source).with_added(self.accepted)
        tell = self.tell
        with _connection(staging.folder / "spill") as connection:
            load = CubeLoad(
                connection, cube, dataset, walk, f"{opened.name}, sheet “{cube.sheet}”" if cube.sheet else opened.name,
                lambda step, rows: tell(Progress(step, opened.name, dataset.id, rows)),
            )  # fmt: skip
            return load.write(staging.vintage / "observations.parquet")

    def _vintage(self, cube: RawCube, dataset: Dataset, opened: Opened, layout: str, rows: int) -> Vintage:
        moment_of_loading = moment.now()
        released_on = self.released_on or cube.released_on or moment_of_loading.date()
        return Vintage(
            dataset.id, released_on.isoformat(), released_on, moment_of_loading, opened.name, opened.sha256, rows,
            layout, self.by,
        )  # fmt: skip


@contextmanager
def _connection(spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(spill),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
    }
    connection = duckdb.connect(":memory:", config=config)
    try:
        yield connection
    finally:
        connection.close()
