"""Figures with their provenance: value, status, source, vintage, licence, what the source defines differently."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sojourn.evidence.catalogue.catalogue import catalogue as house_catalogue
from sojourn.evidence.catalogue.figures import build_figures
from sojourn.evidence.catalogue.formulas import mentioned
from sojourn.evidence.catalogue.model import Catalogue, Indicator
from sojourn.evidence.store import Licence, Reading


@dataclass(frozen=True)
class Source:
    """Where a figure was taken from: dataset, vintage and licence; `differs` is how its definition differs."""

    dataset: str
    title: str
    publisher: str
    url: str
    vintage: str
    released_on: date
    licence: Licence
    differs: str = ""

    @property
    def attribution(self) -> str:
        """The sentence to print beside the figure."""
        return self.licence.attribution.replace("{source}", self.publisher)


@dataclass(frozen=True)
class Figure:
    """One figure. `value` is None for what is suppressed (status Q), missing (O, L) or not applicable (M).

    `sources` has one entry for a figure taken from a dataset, several for one by formula; `formula` is then its text.
    `note` says which older figures a formula took, or until when a year's months reach.
    """

    indicator: str
    country: str
    year: int
    period: str
    value: float | None
    status: str
    place: int
    note: str = ""
    sources: tuple[Source, ...] = ()
    formula: str = ""

    @property
    def redistributable(self) -> bool:
        """Whether every source lets the figure be passed on."""
        return all(source.licence.redistributable for source in self.sources)

    @property
    def commercial(self) -> bool:
        """Whether every source lets the figure be used in trade."""
        return all(source.licence.commercial for source in self.sources)


@dataclass(frozen=True)
class Both:
    """A figure with those of the other sources for the same country and year, in their order."""

    figure: Figure
    alternates: tuple[Figure, ...]


class Figures:
    """Every figure of a reading, made once; then asked as often as one likes."""

    def __init__(
        self,
        reading: Reading,
        *,
        catalogue: Catalogue | None = None,
        only: Collection[str] | None = None,
        countries: Collection[str] | None = None,
    ) -> None:
        self.reading = reading
        self.catalogue = catalogue or house_catalogue()
        self.refused = build_figures(reading, catalogue=self.catalogue, only=only, countries=countries)

    def series(self, indicator: str, country: str, years: Collection[int] | None = None) -> tuple[Figure, ...]:
        """The best figure of each year, oldest first; gaps that a source itself states are among them."""
        return self._rows("best", indicator, country, years)

    def beside(self, indicator: str, country: str, years: Collection[int] | None = None) -> tuple[Both, ...]:
        """The best figures, each with what the other sources say."""
        every = self._rows("figure", indicator, country, years)
        return tuple(
            Both(best, tuple(one for one in every if one.year == best.year and one.place != best.place))
            for best in self.series(indicator, country, years)
        )

    def newest(self, indicator: str, country: str, until: int | None = None) -> Figure | None:
        """The newest figure with a value, at most of the year `until`."""
        known = [one for one in self.series(indicator, country) if one.value is not None]
        return next((one for one in reversed(known) if until is None or one.year <= until), None)

    def countries(self) -> tuple[str, ...]:
        """The countries with any figure, by code."""
        return tuple(code for (code,) in self.reading.sql("SELECT DISTINCT country FROM best ORDER BY 1"))

    def source(self, indicator: Indicator, place: int) -> Source:
        """The source of an indicator by its place in the order of preference."""
        query = indicator.queries[place]
        dataset, vintage = self.reading.datasets[query.dataset], self.reading.loaded[query.dataset]
        return Source(
            dataset.id, dataset.title, dataset.source, dataset.url, vintage.id, vintage.released_on, dataset.licence,
            query.differs,
        )  # fmt: skip

    def _rows(self, table: str, indicator: str, country: str, years: Collection[int] | None) -> tuple[Figure, ...]:
        kept = "AND list_contains(?, year)" if years is not None else ""
        params: list[object] = [indicator, country, *([list(years)] if years is not None else [])]
        query = (
            f"SELECT year, period, value, status, source, note FROM {table} "  # noqa: S608 - two names of ours
            f"WHERE indicator = ? AND country = ? {kept} ORDER BY year, source"
        )
        return tuple(self._figure(indicator, country, row) for row in self.reading.sql(query, params))

    def _figure(self, indicator: str, country: str, row: Sequence[object]) -> Figure:
        year, period, value, status, place, note = row
        one = self.catalogue[indicator]
        assert isinstance(place, int)
        by_formula = one.formula is not None and place >= len(one.queries)
        sources = self._sources_of_formula(indicator) if by_formula else (self.source(one, place),)
        text = one.formula.text if by_formula and one.formula else ""
        return Figure(
            indicator, country, int(str(year)), str(period), None if value is None else float(str(value)),
            str(status), place, str(note), sources, text,
        )  # fmt: skip

    def _sources_of_formula(self, indicator: str) -> tuple[Source, ...]:
        return tuple(dict.fromkeys(source for name in self._taken[indicator] for source in name))

    @cached_property
    def _taken(self) -> dict[str, list[tuple[Source, ...]]]:
        """For each formula, the sources that its parts were really taken from, over all countries."""
        used: dict[str, list[int]] = {}
        for name, place in self.reading.sql("SELECT DISTINCT indicator, source FROM best ORDER BY 1, 2"):
            used.setdefault(name, []).append(place)
        return {
            one.id: [self._used(name, used) for name in mentioned(one.formula)]
            for one in self.catalogue.indicators.values()
            if one.formula
        }

    def _used(self, name: str, used: dict[str, list[int]]) -> tuple[Source, ...]:
        one = self.catalogue[name]
        own = [self.source(one, place) for place in used.get(name, ()) if place < len(one.queries)]
        deeper: Iterable[str] = mentioned(one.formula) if one.formula and len(one.queries) in used.get(name, ()) else ()
        return (*own, *(source for deep in deeper for source in self._used(deep, used)))


def compute(reading: Reading, indicator: str, country: str, years: Collection[int] | None = None) -> tuple[Both, ...]:
    """The figures of one indicator for one country, with what the other sources say; KeyError for a strange id."""
    house_catalogue()[indicator]
    return Figures(reading, only=[indicator], countries=None).beside(indicator, country, years)
