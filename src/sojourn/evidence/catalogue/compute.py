"""Figures with their provenance: value, status, source, vintage, licence, what the source defines differently."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sojourn.evidence.catalogue.catalogue import catalogue as house_catalogue
from sojourn.evidence.catalogue.details import build_details
from sojourn.evidence.catalogue.figures import build_figures
from sojourn.evidence.catalogue.formulas import mentioned
from sojourn.evidence.catalogue.kept import kept_figures
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
        keep: Path | None = None,
    ) -> None:
        """Make the figures, or read them as they were kept in the folder `keep` for the same vintages and rules."""
        self.reading = reading
        self.catalogue = catalogue or house_catalogue()
        self._read: dict[tuple[str, str], dict[str, list[Sequence[object]]]] = {}
        self._detailed = False
        if keep is not None and only is None and countries is None:
            self.refused = kept_figures(reading, self.catalogue, keep)
            self._detailed = True
        else:
            self.refused = build_figures(reading, catalogue=self.catalogue, only=only, countries=countries)

    def series(self, indicator: str, country: str, years: Collection[int] | None = None) -> tuple[Figure, ...]:
        """The best figure of each year, oldest first; gaps that a source itself states are among them."""
        return self._rows("best", indicator, country, years)

    def of_one_source(self, indicator: str, country: str, place: int) -> tuple[Figure, ...]:
        """What one source says over the years, oldest first: a line that no change of source bends."""
        return tuple(one for one in self._rows("figure", indicator, country, None) if one.place == place)

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

    def with_details(self) -> None:
        """Make the table `detail` (by sex, age, origin) in the reading's connection, once."""
        if not self._detailed:
            build_details(self.reading, self.catalogue)
            self._detailed = True

    def source(self, indicator: Indicator, place: int) -> Source:
        """The source of an indicator by its place in the order of preference."""
        query = indicator.queries[place]
        dataset, vintage = self.reading.datasets[query.dataset], self.reading.loaded[query.dataset]
        return Source(
            dataset.id, dataset.title, dataset.source, dataset.url, vintage.id, vintage.released_on, dataset.licence,
            query.differs,
        )  # fmt: skip

    def rows(self, table: str, indicator: str, country: str) -> list[Sequence[object]]:
        """The rows of `best` or `figure` by year and source: year, period, value, status, source, note."""
        if (table, country) not in self._read:
            found: dict[str, list[Sequence[object]]] = {}
            query = (
                f"SELECT indicator, year, period, value, status, source, note FROM {table} "  # noqa: S608 - ours
                "WHERE country = ? ORDER BY indicator, year, source"
            )
            for id, *row in self.reading.sql(query, [country]):
                found.setdefault(id, []).append(row)
            self._read[table, country] = found
        return self._read[table, country].get(indicator, [])

    def _rows(self, table: str, indicator: str, country: str, years: Collection[int] | None) -> tuple[Figure, ...]:
        rows = self.rows(table, indicator, country)
        return tuple(self._figure(indicator, country, row) for row in rows if years is None or row[0] in years)

    def _figure(self, indicator: str, country: str, row: Sequence[object]) -> Figure:
        year, period, value, status, place, note = row
        one = self.catalogue[indicator]
        assert isinstance(place, int)
        assert isinstance(year, int)
        formula = one.formula if place >= len(one.queries) else None
        if formula or one.method:
            sources = self._sources_of_formula(one, country, year) if formula else ()
        else:
            sources = (self.source(one, place),)
        return Figure(
            indicator, country, year, str(period), None if value is None else float(str(value)), str(status), place,
            str(note), sources, formula.text if formula else "",
        )  # fmt: skip

    def _sources_of_formula(self, one: Indicator, country: str, year: int) -> tuple[Source, ...]:
        """The sources that the parts of a formula were taken from, for this country and year."""
        assert one.formula is not None
        found: list[Source] = []
        for name in mentioned(one.formula):
            known = [row for row in self.rows("best", name, country) if row[2] is not None and _number(row[0]) <= year]
            if known:
                found += self._figure(name, country, known[-1]).sources
        return tuple(dict.fromkeys(found))


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def compute(reading: Reading, indicator: str, country: str, years: Collection[int] | None = None) -> tuple[Both, ...]:
    """The figures of one indicator for one country, with what the other sources say; KeyError for a strange id."""
    house_catalogue()[indicator]
    return Figures(reading, only=[indicator], countries=None).beside(indicator, country, years)
