"""The store: which datasets are declared, which vintages are there, and the doors to read and to add one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sojourn.evidence.store.declared import declared_datasets
from sojourn.evidence.store.model import Dataset, Vintage
from sojourn.evidence.store.reading import Reading, opened_reading
from sojourn.evidence.store.staging import Staging, staged
from sojourn.kernel.refused import Reason, Refused

MOST_TRIES = 20
"""How often a place is sought that another load has not just taken."""
OBSERVATIONS, CARD = "observations.parquet", "vintage.json"


class Store:
    """A folder `<dataset>/<vintage>/{observations.parquet, vintage.json}`. Vintages are added, never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def datasets(self) -> tuple[Dataset, ...]:
        """Every dataset declared in the package or in this store's `declared` folder, loaded or not, by id."""
        return declared_datasets(self.folder / "declared")

    def dataset(self, word: str) -> Dataset:
        """The dataset with this id; Refused `unknown_dataset` naming those there are."""
        known = {each.id: each for each in self.datasets()}
        if word not in known:
            message = "There is no dataset {dataset}; those declared are {known}."
            raise Refused(Reason("unknown_dataset", message, {"dataset": word, "known": ", ".join(known)}))
        return known[word]

    def vintages(self, dataset: str) -> tuple[Vintage, ...]:
        """The vintages of a dataset, oldest first; none when nothing is loaded."""
        cards = (self.folder / dataset).glob(f"*/{CARD}")
        return tuple(sorted((_read_card(card) for card in cards), key=_age))

    def vintage(self, dataset: str, as_of: date | None = None) -> Vintage | None:
        """The newest vintage released on or before `as_of` (the newest of all without a date)."""
        known = [each for each in self.vintages(dataset) if as_of is None or each.released_on <= as_of]
        return known[-1] if known else None

    def path(self, vintage: Vintage) -> Path:
        """Where the observations of a vintage are."""
        return self.folder / vintage.dataset / vintage.id / OBSERVATIONS

    @contextmanager
    def reading(self, as_of: date | None = None) -> Iterator[Reading]:
        """Open one in-memory DuckDB connection over the vintages known on `as_of`; it sees no later load."""
        found = ((dataset, self.vintage(dataset.id, as_of)) for dataset in self.datasets())
        loaded = [(dataset, vintage, self.path(vintage)) for dataset, vintage in found if vintage is not None]
        with opened_reading(loaded) as reading:
            yield reading

    @contextmanager
    def staging(self) -> Iterator[Staging]:
        """Lend a scratch folder that vanishes afterwards; leftovers of loads that died are swept first."""
        with staged(self.folder) as staging:
            yield staging

    def add(self, staging: Staging, vintage: Vintage) -> Vintage:
        """Move the staged observations into place as a vintage, wholly or not at all; return it with its final id."""
        for _ in range(MOST_TRIES):
            final = Vintage(**{**asdict(vintage), "id": self._free_id(vintage)})
            card = json.dumps(_as_json(final), indent=2, sort_keys=True)
            (staging.vintage / CARD).write_text(card, encoding="utf-8")
            if staging.move_to(self.folder / final.dataset / final.id):
                return final
        message = "Others are loading {dataset} all the time. Try again."
        raise Refused(Reason("busy", message, {"dataset": vintage.dataset}))

    def holding(self, dataset: str, sha256: str) -> Vintage | None:
        """The vintage that was loaded from a file with this checksum, if any."""
        return next((each for each in self.vintages(dataset) if each.sha256 == sha256), None)

    def _free_id(self, vintage: Vintage) -> str:
        wanted, count = vintage.released_on.isoformat(), 1
        taken = {each.id for each in self.vintages(vintage.dataset)}
        while (name := wanted if count == 1 else f"{wanted}.{count}") in taken:
            count += 1
        return name


def _age(vintage: Vintage) -> tuple[date, int]:
    _, _, count = vintage.id.partition(".")
    return vintage.released_on, int(count or 1)


def _as_json(vintage: Vintage) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(vintage).items()}


def _read_card(card: Path) -> Vintage:
    found = json.loads(card.read_text(encoding="utf-8"))
    found["released_on"] = date.fromisoformat(found["released_on"])
    found["loaded_at"] = datetime.fromisoformat(found["loaded_at"])
    return Vintage(**found)
