"""A profile as it will be printed: parts, sections, tables, charts, texts, sources; all in words already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sojourn.evidence.catalogue.compute import Figure, Source


@dataclass(frozen=True)
class Text:
    """What analysts wrote for a section; `signed_by` is "" until somebody signed it off."""

    body: str
    signed_by: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class Row:
    """One indicator in a section's table. `sources` are numbers in the profile's list of sources."""

    indicator: str
    name: str
    value: str
    unit: str
    year: str
    before: str
    sources: tuple[int, ...]
    by_formula: bool
    notes: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class ChartBlock:
    """A chart with its table and where its figures come from."""

    name: str
    title: str
    svg: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sources: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True)
class Lacking:
    """An indicator without a figure, and why."""

    indicator: str
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """One section: its text (None when nobody wrote one), its figures, its charts, and what lacks."""

    id: str
    title: str
    guidance: str
    text: Text | None
    rows: tuple[Row, ...]
    charts: tuple[ChartBlock, ...]
    lacking: tuple[Lacking, ...]


@dataclass(frozen=True)
class Part:
    """One part of the profile."""

    id: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Stamp:
    """What the cover says: the day of knowledge, and for an edition its number and the day of its approval."""

    as_of: date
    edition: int = 0
    approved_on: date | None = None


@dataclass(frozen=True)
class Profile:
    """The whole of it. `figures` is every figure of the country, all years, for the files."""

    country: str
    name: str
    language: str
    stamp: Stamp
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]
    known: int
    asked: int
