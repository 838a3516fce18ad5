"""Building a profile from a reading of the store: every figure a live query, every text as it was handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sojourn.evidence.catalogue import Indicator
from sojourn.evidence.catalogue.compute import Both, Figure, Figures
from sojourn.evidence.catalogue.missing import lacks
from sojourn.evidence.profile.blocks import Blocks
from sojourn.evidence.profile.model import Lacking, Part, Profile, Row, Section, Stamp, Text
from sojourn.evidence.profile.numbering import Numbering
from sojourn.evidence.profile.structure import SectionPlan, parts
from sojourn.evidence.profile.wording import day, mark, number, place_name, say, shown
from sojourn.evidence.store import Dataset


class Builder:
    """Builds the profile of one country in one language; texts are by section id."""

    def __init__(
        self, figures: Figures, declared: Mapping[str, Dataset], country: str, language: str,
        texts: Mapping[str, Text], listed: Sequence[str],
    ) -> None:  # fmt: skip
        self.listed = [id for id in figures.catalogue.indicators if id in set(listed)]
        self.figures, self.declared = figures, dict(declared)
        self.country, self.language, self.texts = country, language, texts
        self.numbering = Numbering()
        self.blocks = Blocks(figures, country, language, self.numbering)

    def profile(self, stamp: Stamp) -> Profile:
        """The whole profile."""
        built = tuple(
            Part(part.id, self._in_words(part.title), tuple(self._section(each) for each in part.sections))
            for part in parts()
        )
        figures = tuple(figure for id in self.listed for figure in self.figures.series(id, self.country))
        known = {figure.indicator for figure in figures if figure.value is not None}
        for source in (source for figure in figures for source in figure.sources):
            self.numbering.of(source)
        return Profile(
            self.country, place_name(self.country, self.language), self.language, stamp, built,
            self.numbering.sources, figures, len(known), len(self.listed),
        )  # fmt: skip

    def _section(self, plan: SectionPlan) -> Section:
        rows: list[Row] = []
        lacking: list[Lacking] = []
        serving = self.figures.catalogue.serving("emp", plan.id)
        for indicator in (one for one in serving if one.id in self.listed):
            series = self.figures.beside(indicator.id, self.country)
            if series:
                rows.append(self._row(indicator, series))
            else:
                lacking.append(self._lacking(indicator))
        charts = tuple(block for name in plan.charts if (block := self.blocks.block(name)))
        return Section(
            plan.id, self._in_words(plan.title), plan.text, self.texts.get(plan.id), tuple(rows), charts, tuple(lacking)
        )

    def _row(self, indicator: Indicator, series: tuple[Both, ...]) -> Row:
        newest = series[-1]
        figure = newest.figure
        same = self.figures.of_one_source(indicator.id, self.country, figure.place)
        before = next((one for one in reversed(same) if one.year < figure.year and one.value is not None), None)
        return Row(
            indicator=indicator.id,
            name=indicator.name(self.language),
            value=shown(figure.value, figure.status, indicator.unit, self.language),
            unit=self.figures.catalogue.units[indicator.unit][self.language],
            year=figure.period,
            before=f"{number(before.value, indicator.unit, self.language)} ({before.period})"
            if before and before.value is not None
            else "",
            sources=tuple(sorted({self.numbering.of(source) for source in figure.sources})),
            by_formula=bool(figure.formula),
            notes=self._notes(figure),
            others=tuple(self._other(indicator, figure, one) for one in newest.alternates if one.value is not None),
        )

    def _notes(self, figure: Figure) -> tuple[str, ...]:
        said = [mark(figure.status, self.language), figure.note]
        said += [source.differs for source in figure.sources] if not figure.formula else []
        return tuple(word for word in dict.fromkeys(said) if word)

    def _other(self, indicator: Indicator, figure: Figure, other: Figure) -> str:
        value = number(other.value or 0, indicator.unit, self.language)
        places = ", ".join(map(str, sorted({self.numbering.of(source) for source in other.sources})))
        if not figure.value or other.value is None:
            return f"{value} [{places}]"
        share = number(100 * (other.value / figure.value - 1), "percent", self.language)
        return f"{value} [{places}] ({share if share.startswith('-') else '+' + share} %)"

    def _lacking(self, indicator: Indicator) -> Lacking:
        reasons = lacks(self.figures, self.declared, indicator, self.country)
        return Lacking(indicator.id, indicator.name(self.language), tuple(str(reason) for reason in reasons))

    def _in_words(self, words: Mapping[str, str]) -> str:
        return words.get(self.language) or words["en"]


def build_profile(
    figures: Figures,
    declared: Mapping[str, Dataset],
    country: str,
    *,
    language: str = "en",
    stamp: Stamp,
    texts: Mapping[str, Text] | None = None,
    indicators: Sequence[str] = (),
) -> Profile:
    """The profile of a country; see `Builder`. `indicators` is the approved list, empty for the whole catalogue."""
    listed = tuple(indicators) or tuple(figures.catalogue.indicators)
    return Builder(figures, declared, country, language, texts or {}, listed).profile(stamp)


def cover_line(profile: Profile) -> str:
    """What stands under the title: the edition, or that this is a working copy and of which day."""
    stamp = profile.stamp
    if not stamp.edition:
        return say("live", profile.language, date=day(stamp.as_of, profile.language))
    words = [say("edition", profile.language, number=stamp.edition)]
    if stamp.approved_on:
        words.append(say("frozen", profile.language, date=day(stamp.approved_on, profile.language)))
    return " · ".join(words)
