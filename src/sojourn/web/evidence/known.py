"""What pages know of the store: read once per set of vintages, then remembered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.profile.editions import KEPT, Card, card_of, rebuilt
from sojourn.evidence.profile.html import body_of
from sojourn.evidence.store import Store


@dataclass(frozen=True)
class Coverage:
    """What the store has of one country."""

    country: str
    indicators: int
    newest: int


@dataclass(frozen=True)
class Shown:
    """A profile as a page shows it."""

    name: str
    body: SafeString
    known: int
    asked: int


def store() -> Store:
    """The store of this installation."""
    return Store(Path(settings.EVIDENCE))


def pins(as_of: date | None = None) -> tuple[tuple[str, str], ...]:
    """The newest vintage of every loaded dataset: what everything on a page depends on."""
    kept = store()
    found = ((dataset.id, kept.vintage(dataset.id, as_of)) for dataset in kept.datasets())
    return tuple((id, vintage.id) for id, vintage in found if vintage is not None)


def kept_folder() -> Path:
    """Where figures are kept between pages."""
    return store().folder / KEPT


def coverage() -> tuple[Coverage, ...]:
    """Every country with how many indicators it has a figure of; () when nothing is loaded."""
    return _coverage(str(store().folder), pins())


@lru_cache(maxsize=4)
def _coverage(_folder: str, vintages: tuple[tuple[str, str], ...]) -> tuple[Coverage, ...]:
    if not vintages:
        return ()
    with store().reading() as reading:
        Figures(reading, keep=kept_folder())
        rows = reading.sql(
            "SELECT country, count(DISTINCT indicator), max(year) FROM best WHERE value IS NOT NULL GROUP BY ALL"
        )
    return tuple(Coverage(*row) for row in sorted(rows))


def shown(card: Card, language: str) -> Shown:
    """A profile's body; Refused when a vintage it stands on is gone."""
    return _shown(str(store().folder), card.as_json(), language)


@lru_cache(maxsize=24)
def _shown(_folder: str, card: str, language: str) -> Shown:
    profile = rebuilt(store(), card_of(json.loads(card)), language)
    # Every text in it went through `html.escape` in evidence.profile.markup.
    return Shown(profile.name, mark_safe(body_of(profile)), profile.known, profile.asked)  # noqa: S308
