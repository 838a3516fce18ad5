"""Loading every file of a folder: what is known goes in, what is not is listed with why, and nothing stops the rest.

Each file is loaded wholly or not at all, and one that is there already is left alone: a run that was stopped is taken
up by running it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias

from sojourn.evidence.loading.engine import Progress, load_file
from sojourn.evidence.loading.problems import LoadReport
from sojourn.evidence.store import Store
from sojourn.kernel.refused import Refused

State: TypeAlias = Literal["loaded", "already", "unknown", "refused"]
# Reasons that say the file is something else than statistics; all others say that statistics are broken.
NOT_OURS = frozenset({"no_layout", "no_dataset", "unknown_dataset", "wrong_kind", "several_files"})


@dataclass(frozen=True)
class Outcome:
    """What became of one file. `why` are sentences when it was not loaded; `seconds` is how long it took."""

    file: str
    state: State
    seconds: float
    report: LoadReport | None = None
    why: tuple[str, ...] = ()

    def as_json(self) -> Mapping[str, Any]:
        """The same for machines."""
        loaded = self.report.loaded if self.report else ()
        datasets = [{"dataset": each.dataset, "vintage": each.vintage, "rows": each.rows} for each in loaded]
        return {"file": self.file, "state": self.state, "seconds": self.seconds, "loaded": datasets, "why": [*self.why]}


Began: TypeAlias = Callable[[int, int, str], None]


def load_folder(
    store: Store,
    folder: Path,
    *,
    by: str,
    released_on: date | None = None,
    began: Began | None = None,
    report: Callable[[Progress], None] | None = None,
    dry: bool = False,
) -> Iterator[Outcome]:
    """Load the files in a folder and the folders below it, in the order of their paths; yield what became of each.

    `began` is told the number of the file, how many there are, and its path below the folder. Hidden files are passed
    over, and links out of the folder are not followed.
    """
    files = _files(folder)
    for number, path in enumerate(files, start=1):
        name = path.relative_to(folder).as_posix()
        if began:
            began(number, len(files), name)
        start = time.monotonic()
        state, done, why = _load(store, path, by, released_on, report, dry)
        yield Outcome(name, state, round(time.monotonic() - start, 3), done, why)


def _files(folder: Path) -> list[Path]:
    root = folder.resolve()
    return sorted(
        path for path in folder.rglob("*")
        if path.is_file() and path.resolve().is_relative_to(root)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )  # fmt: skip


def _load(
    store: Store, path: Path, by: str, released_on: date | None, report: Callable[[Progress], None] | None, dry: bool
) -> tuple[State, LoadReport | None, tuple[str, ...]]:
    try:
        done = load_file(store, path, released_on=released_on, report=report, by=by, dry=dry)
    except Refused as refused:
        unknown = set(refused.codes) <= NOT_OURS
        if unknown:
            return "unknown", None, tuple(str(reason.params.get("why", reason)) for reason in refused.reasons)
        return "refused", None, tuple(str(reason) for reason in refused.reasons)
    except OSError as error:
        return "refused", None, (f"{path.name} cannot be read: {error.strerror}.",)
    return "already" if all(each.already for each in done.loaded) else "loaded", done, ()
