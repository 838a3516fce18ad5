"""Editions: a profile frozen with the vintages and texts it was made of, so that it can be made again byte for byte.

A card holds all that is needed; from it and the store the same files come out, whatever was loaded since. Its
`rules` are fingerprints of how each indicator was computed, for saying later why a figure differs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.catalogue.kept import rule_of
from sojourn.evidence.gaps.quality import add_quality
from sojourn.evidence.profile.build import build_profile
from sojourn.evidence.profile.exports import as_json, as_sdmx_csv
from sojourn.evidence.profile.html import whole_page
from sojourn.evidence.profile.model import Profile, Stamp, Text
from sojourn.evidence.profile.pdf import pdf_of
from sojourn.evidence.store import Reading, Store, Vintage
from sojourn.evidence.store.reading import opened_reading
from sojourn.kernel.refused import Reason, Refused

FORMATS = ("html", "pdf", "json", "sdmx-csv")
KEPT = ".figures"
CARDS = ".editions"
ENDINGS = {"html": "html", "pdf": "pdf", "json": "json", "sdmx-csv": "csv"}


@dataclass(frozen=True)
class Card:
    """What an edition was made of.

    `pins` names the vintage of each dataset, `earlier` the one before it; `texts` are the signed ones by section;
    `indicators` is the approved list, empty for the whole catalogue.
    """

    country: str
    number: int
    as_of: date
    approved_on: date | None
    pins: Mapping[str, str]
    earlier: Mapping[str, str]
    texts: Mapping[str, Text]
    rules: Mapping[str, str]
    indicators: tuple[str, ...] = ()

    def as_json(self) -> str:
        """The card as a file."""
        return json.dumps(_plain(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @property
    def digest(self) -> str:
        """The checksum of the card, by which an edition is cited."""
        return sha256(self.as_json().encode()).hexdigest()


def freeze(
    store: Store, country: str, *, number: int, as_of: date, approved_on: date | None, texts: Mapping[str, Text],
    indicators: Sequence[str] = (),
) -> Card:  # fmt: skip
    """Pin the vintages known on `as_of`; Refused when the store has none."""
    found = {dataset.id: store.vintage(dataset.id, as_of) for dataset in store.datasets()}
    pins = {id: vintage.id for id, vintage in found.items() if vintage is not None}
    if not pins:
        raise Refused(Reason("nothing_loaded", "Nothing is loaded as of {date}.", {"date": as_of.isoformat()}))
    return Card(
        country, number, as_of, approved_on, pins, earlier_of(store, pins), dict(texts), rules(), tuple(indicators)
    )


def earlier_of(store: Store, pins: Mapping[str, str]) -> dict[str, str]:
    """The vintage before each pinned one, where there is one."""
    found: dict[str, str] = {}
    for id, wanted in pins.items():
        known = [vintage.id for vintage in store.vintages(id)]
        if wanted in known and known.index(wanted) > 0:
            found[id] = known[known.index(wanted) - 1]
    return found


def live(store: Store, country: str, as_of: date, texts: Mapping[str, Text], indicators: Sequence[str] = ()) -> Card:
    """The card of a working copy: number 0, approved by nobody."""
    return freeze(store, country, number=0, as_of=as_of, approved_on=None, texts=texts, indicators=indicators)


def rules() -> Mapping[str, str]:
    """A fingerprint per indicator of how it is computed today."""
    return {one.id: rule_of(one) for one in catalogue().indicators.values()}


@contextmanager
def pinned(store: Store, card: Card) -> Iterator[Reading]:
    """A reading of exactly the pinned vintages; Refused when one of them is gone."""
    declared = {dataset.id: dataset for dataset in store.datasets()}
    loaded = []
    for id, wanted in sorted(card.pins.items()):
        vintage = _vintage(store, id, wanted)
        if id in declared:
            loaded.append((declared[id], vintage, store.path(vintage)))
    with opened_reading(loaded) as reading:
        yield reading


def _vintage(store: Store, dataset: str, wanted: str) -> Vintage:
    found = next((one for one in store.vintages(dataset) if one.id == wanted), None)
    if found is None:
        message = "The vintage {vintage} of {dataset}, which this edition stands on, is not in the store."
        raise Refused(Reason("vintage_gone", message, {"vintage": wanted, "dataset": dataset}))
    return found


def rebuilt(store: Store, card: Card, language: str = "en") -> Profile:
    """The profile of an edition, made again from its card."""
    with pinned(store, card) as reading:
        declared = {dataset.id: dataset for dataset in store.datasets()}
        stamp = Stamp(card.as_of, card.number, card.approved_on)
        figures = Figures(reading, keep=store.folder / KEPT)
        earlier = {id: store.path(_vintage(store, id, wanted)) for id, wanted in card.earlier.items()}
        add_quality(figures, card.as_of, earlier)
        return build_profile(
            figures, declared, card.country, language=language, stamp=stamp, texts=card.texts,
            indicators=card.indicators,
        )  # fmt: skip


def written(profile: Profile, format: str) -> bytes:
    """A profile in one of FORMATS."""
    if format == "pdf":
        return pdf_of(profile)
    makers = {"html": whole_page, "json": as_json, "sdmx-csv": as_sdmx_csv}
    return makers[format](profile).encode()


def keep_card(store: Store, card: Card, office: str) -> Path:
    """Lay an approved edition's card beside the store, so that it can be made again where no database is."""
    folder = store.folder / CARDS
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{card.country}-{card.number}-{office}.card.json"
    path.write_text(card.as_json(), encoding="utf-8")
    return path


def kept_card(store: Store, country: str, number: int) -> Card:
    """The card of an approved edition by its number; Refused when there is none, or several offices have one."""
    found = sorted((store.folder / CARDS).glob(f"{country}-{number}-*.card.json"))
    if len(found) != 1:
        message = "There are {count} editions {number} of {country} here: give the path of the card."
        raise Refused(Reason("no_edition", message, {"count": len(found), "number": number, "country": country}))
    return read_card(found[0])


def read_card(path: Path) -> Card:
    """Read a card from its file; Refused when it is no card."""
    try:
        return card_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = "{path} is not the card of an edition: {why}."
        raise Refused(Reason("no_card", message, {"path": path.name, "why": str(error)})) from error


def card_of(found: Mapping[str, Any]) -> Card:
    """A card from its plain form; KeyError or ValueError when something is missing."""
    approved = found["approved_on"]
    return Card(
        country=found["country"],
        number=found["number"],
        as_of=date.fromisoformat(found["as_of"]),
        approved_on=date.fromisoformat(approved) if approved else None,
        pins=dict(found["pins"]),
        earlier=dict(found["earlier"]),
        texts={section: _text(text) for section, text in found["texts"].items()},
        rules=dict(found["rules"]),
        indicators=tuple(found["indicators"]),
    )


def _text(found: Mapping[str, Any]) -> Text:
    signed = found["signed_on"]
    return Text(found["body"], found["signed_by"], date.fromisoformat(signed) if signed else None)


def _plain(card: Card) -> dict[str, Any]:
    return {
        "country": card.country,
        "number": card.number,
        "as_of": card.as_of.isoformat(),
        "approved_on": card.approved_on.isoformat() if card.approved_on else None,
        "pins": dict(card.pins),
        "earlier": dict(card.earlier),
        "texts": {
            section: {
                "body": text.body,
                "signed_by": text.signed_by,
                "signed_on": text.signed_on.isoformat() if text.signed_on else None,
            }
            for section, text in card.texts.items()
        },
        "rules": dict(card.rules),
        "indicators": list(card.indicators),
    }
