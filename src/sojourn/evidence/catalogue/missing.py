"""Why there is no figure: the source is not declared, not loaded, does not hold the country, or not the year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sojourn.evidence.catalogue.cells import Shape, fits
from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.catalogue.formulas import mentioned
from sojourn.evidence.catalogue.model import Indicator
from sojourn.evidence.store import Dataset

MESSAGES = {
    "not_declared": "No source is set up for {dataset}.",
    "not_loaded": "Nothing is loaded for {title} ({dataset}).",
    "no_dimension": "{dataset} has no dimension {name}.",
    "refused": "{title} ({dataset}): {why}",
    "no_country": "{title} ({dataset}) has no figure for this country.",
    "no_year": "{title} ({dataset}) has figures for this country from {first} to {last} only.",
    "suppressed": "{title} ({dataset}) suppresses this figure.",
    "stated_missing": "{title} ({dataset}) states that this figure is missing.",
    "not_applicable": "{title} ({dataset}) states that this does not apply.",
    "needs": "The formula needs {name}, which has no figure.",
    "no_common_year": "The parts of the formula have no year in common.",
    "no_pair": "Two sources, mirrors or vintages to compare are missing.",
}
_STATUS = {"Q": "suppressed", "O": "stated_missing", "L": "stated_missing", "M": "not_applicable"}


@dataclass(frozen=True)
class Lack:
    """One reason why a figure is not there: a stable code, and what fills its sentence."""

    code: str
    params: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return MESSAGES[self.code].format_map(dict(self.params))


def lacks(
    figures: Figures, declared: dict[str, Dataset], indicator: Indicator, country: str, year: int | None = None
) -> tuple[Lack, ...]:
    """Every reason why an indicator has no figure for a country (in a year); empty when it has one."""
    there = [one for one in figures.series(indicator.id, country) if year is None or one.year == year]
    if any(one.value is not None for one in there):
        return ()
    found = [_lack(figures, declared, indicator, place, country, year) for place in range(len(indicator.queries))]
    if indicator.formula:
        found += list(_of_formula(figures, indicator, country, year))
    if indicator.method:
        found.append(Lack("no_pair"))
    return tuple(dict.fromkeys(found))


def _lack(
    figures: Figures, declared: dict[str, Dataset], indicator: Indicator, place: int, country: str, year: int | None
) -> Lack:
    query = indicator.queries[place]
    dataset = declared.get(query.dataset)
    if dataset is None:
        return Lack("not_declared", (("dataset", query.dataset),))
    named = (("dataset", dataset.id), ("title", dataset.title))
    shape = Shape(query.dataset, query.country, tuple(query.where), tuple(query.levels.items()))
    if not fits(shape, dataset):
        asked = {query.country, *query.where, *query.levels} - set(dataset.names)
        return Lack("no_dimension", (("dataset", dataset.id), ("name", min(asked))))
    if query.dataset not in figures.reading.loaded:
        return Lack("not_loaded", named)
    if why := figures.refused.get((indicator.id, place)):
        return Lack("refused", (*named, ("why", why)))
    rows = [
        (found, value, str(status))
        for found, _period, value, status, source, _note in figures.rows("figure", indicator.id, country)
        if source == place
    ]
    said = [status for found, value, status in rows if value is None and (year is None or found == year)]
    if said:
        return Lack(_STATUS.get(said[-1], "stated_missing"), named)
    if not rows:
        return Lack("no_country", named)
    return Lack("no_year", (*named, ("first", str(rows[0][0])), ("last", str(rows[-1][0]))))


def _of_formula(figures: Figures, indicator: Indicator, country: str, year: int | None) -> Iterator[Lack]:
    assert indicator.formula is not None
    absent = [
        name
        for name in mentioned(indicator.formula)
        if not any(one.value is not None and year in (None, one.year) for one in figures.series(name, country))
    ]
    yield from (Lack("needs", (("name", name),)) for name in absent)
    if not absent:
        yield Lack("no_common_year")
