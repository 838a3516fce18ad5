"""The charts of a profile, each with its table, title and sources in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.profile.charts import Chart, Item, Series, corridors, flow_map, pyramid, ranking, trend
from sojourn.evidence.profile.charts.chart import Words
from sojourn.evidence.profile.model import ChartBlock
from sojourn.evidence.profile.numbering import Numbering
from sojourn.evidence.profile.rankings import Ranked, people, ranked
from sojourn.evidence.profile.structure import View, views
from sojourn.evidence.profile.wording import RTL, code_name, number, place_name, say, shown

TOP, ON_MAP, IN_CORRIDOR = 10, 15, 7


class Blocks:
    """Draws the charts of one country in one language."""

    def __init__(self, figures: Figures, country: str, language: str, numbering: Numbering) -> None:
        self.figures, self.country, self.language, self.numbering = figures, country, language, numbering
        self._ranked: dict[str, Ranked | None] = {}

    def block(self, name: str) -> ChartBlock | None:
        """A chart by its name; None when there is nothing to show."""
        view = views()[name]
        draw = {
            "trend": self._trend, "ranking": self._ranking, "pyramid": self._pyramid, "corridors": self._corridors,
            "flow_map": self._map,
        }  # fmt: skip
        return draw[view.kind](view)

    def _trend(self, view: View) -> ChartBlock | None:
        series: list[Series] = []
        sources: list[int] = []
        for id in view.indicators:
            unit = self.figures.catalogue[id].unit
            newest = self.figures.newest(id, self.country)
            found = self.figures.of_one_source(id, self.country, newest.place) if newest else ()
            kept = [one for one in found if one.year > found[-1].year - view.years]
            if any(one.value is not None for one in kept):
                points = tuple((one.year, one.value, shown(one.value, one.status, unit, self.language)) for one in kept)
                series.append(Series(self.figures.catalogue[id].name(self.language), points))
                sources += [self.numbering.of(source) for one in kept for source in one.sources]
        if not series:
            return None
        unit = self.figures.catalogue[view.indicators[0]].unit
        chart = trend(self._words(view, "", unit), series, year_word=say("year", self.language))
        return self._made(view, "", chart, sources)

    def _ranking(self, view: View) -> ChartBlock | None:
        found = self._found(view.name)
        if found is None:
            return None
        items = [*self._items(found, TOP, view.unit), *self._rest(found, TOP, view.unit)]
        chart = ranking(self._words(view, found.period, view.unit), items, head=self._head(view))
        return self._made(view, found.period, chart, [self.numbering.of(found.source)])

    def _pyramid(self, view: View) -> ChartBlock | None:
        found = people(self.figures.reading, view, self.country)
        if found is None:
            return None
        head = (say("age", self.language), say("women", self.language), say("men", self.language))
        absent = say("missing", self.language)
        chart = pyramid(self._words(view, found.period, view.unit), found.bands, head=head, absent=absent)
        return self._made(view, found.period, chart, [self.numbering.of(found.source)])

    def _corridors(self, view: View) -> ChartBlock | None:
        inward, outward = self._found(view.of), self._found(view.outward)
        if inward is None and outward is None:
            return None
        sides = [self._items(one, IN_CORRIDOR, view.unit) if one else [] for one in (inward, outward)]
        directions = (say("arriving", self.language), say("leaving", self.language))
        head = (say("direction", self.language), say("country", self.language), self._unit(view.unit))
        name = place_name(self.country, self.language)
        period = next(one.period for one in (inward, outward) if one)
        chart = corridors(self._words(view, period, view.unit), name, *sides, head=head, directions=directions)
        sources = [self.numbering.of(one.source) for one in (inward, outward) if one]
        return self._made(view, period, chart, sources)

    def _map(self, view: View) -> ChartBlock | None:
        found = self._found(view.of)
        if found is None:
            return None
        items = self._items(found, ON_MAP, view.unit)
        head = (self._by(views()[view.of]), self._unit(view.unit))
        words = self._words(view, found.period, view.unit)
        chart = flow_map(words, self.country, items, head=head, inward=view.inward)
        if not chart.svg:
            return None
        note = say("not_on_map", self.language)
        return self._made(view, found.period, chart, [self.numbering.of(found.source)], note)

    def _found(self, name: str) -> Ranked | None:
        if name not in self._ranked:
            self._ranked[name] = ranked(self.figures.reading, views()[name], self.country)
        return self._ranked[name]

    def _items(self, found: Ranked, most: int, unit: str) -> list[Item]:
        return [
            Item(code_name(found.codes, code, self.language), value, number(value, unit, self.language), code)
            for code, value in found.rows[:most]
        ]

    def _rest(self, found: Ranked, most: int, unit: str) -> list[Item]:
        left = sum(value for _, value in found.rows[most:])
        # Drawn without a bar: all others together would dwarf the largest one.
        return [Item(say("other", self.language), None, number(left, unit, self.language))] if left else []

    def _head(self, view: View) -> tuple[str, str]:
        return self._by(view), self._unit(view.unit)

    def _by(self, view: View) -> str:
        return self._in_words(view.by)

    def _unit(self, unit: str) -> str:
        return self._in_words(self.figures.catalogue.units[unit])

    def _words(self, view: View, period: str, unit: str) -> Words:
        title = self._title(view, period)
        description = say("chart_says", self.language, title=title)
        language = self.language
        return Words(title, description, language in RTL, lambda value: number(value, unit, language))

    def _title(self, view: View, period: str) -> str:
        title = self._in_words(view.title)
        return f"{title} ({period})" if period else title

    def _made(self, view: View, period: str, chart: Chart, sources: Sequence[int], note: str = "") -> ChartBlock:
        kept = tuple(sorted(set(sources)))
        return ChartBlock(view.name, self._title(view, period), chart.svg, chart.head, chart.rows, kept, note)

    def _in_words(self, words: Mapping[str, str]) -> str:
        return words.get(self.language) or words["en"]
