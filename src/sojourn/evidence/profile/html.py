"""A profile as a web page of its own, or as the body of one: the same words on screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sojourn.evidence.catalogue.compute import Source
from sojourn.evidence.profile.build import cover_line
from sojourn.evidence.profile.markup import Content, Html, joined, paragraphs, table, tag
from sojourn.evidence.profile.model import ChartBlock, Lacking, Part, Profile, Row, Section
from sojourn.evidence.profile.wording import RTL, say

SHEET = Path(__file__).parent / "sheet.css"


def whole_page(profile: Profile, *, printed: bool = False) -> str:
    """A complete document; `printed` opens every fold, as paper has none."""
    language = profile.language
    title = say("profile", language, country=profile.name)
    head = tag(
        "head",
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html(f'<meta name="dcterms.created" content="{profile.stamp.as_of.isoformat()}">'),
        tag("title", title),
        tag("style", Html(SHEET.read_text(encoding="utf-8"))),
    )
    body = tag("body", tag("main", tag("h1", title), body_of(profile, printed=printed), class_="profile"))
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=language, dir=direction(language))}\n"


def direction(language: str) -> str:
    """The direction in which a language is read."""
    return "rtl" if language in RTL else "ltr"


def body_of(profile: Profile, *, printed: bool = False) -> Html:
    """Everything below the title."""
    writer = _Writer(profile.language, printed)
    covered = say("coverage", profile.language, some=profile.known, all=profile.asked)
    return joined(
        [
            tag("p", cover_line(profile), " · ", covered, class_="cover"),
            writer.contents(profile),
            *(writer.part(part) for part in profile.parts),
            writer.sources(profile.sources),
            writer.gaps(profile),
        ]
    )


class _Writer:
    def __init__(self, language: str, printed: bool) -> None:
        self.language, self.printed = language, printed

    def say(self, word: str, **params: object) -> str:
        return say(word, self.language, **params)

    def contents(self, profile: Profile) -> Html:
        lines = [tag("li", tag("a", _numbered(part.id, part.title), href=f"#part-{part.id}")) for part in profile.parts]
        lines += [tag("li", tag("a", self.say(word), href=f"#{word}")) for word in ("annex_sources", "annex_gaps")]
        return tag(
            "nav",
            tag("h2", self.say("contents")),
            tag("ol", *lines),
            class_="contents",
            aria_label=self.say("contents"),
        )

    def part(self, part: Part) -> Html:
        single = len(part.sections) == 1
        sections = [self.section(section, single) for section in part.sections]
        heading = tag("h2", _numbered(part.id, part.title), id=f"part-{part.id}")
        return tag("section", heading, *sections, class_="part")

    def section(self, section: Section, single: bool) -> Html:
        heading = Html("") if single else tag("h3", _numbered(section.id, section.title), id=f"section-{section.id}")
        parts: list[Content] = [heading, self.text(section)]
        if section.rows:
            parts.append(self.figures(section.rows))
        parts += [self.chart(chart) for chart in section.charts]
        if not section.rows and not section.charts:
            parts.append(tag("p", self.say("none_here"), class_="absent"))
        return joined(parts)

    def text(self, section: Section) -> Html:
        if not section.guidance:
            return Html("")
        if section.text is None or not section.text.body.strip():
            return tag("p", self.say("text_missing"), class_="absent")
        text = section.text
        signed = (
            self.say("signed", who=text.signed_by, date=text.signed_on or "")
            if text.signed_by
            else self.say("unsigned")
        )
        return joined([paragraphs(text.body), tag("p", signed, class_="note")])

    def figures(self, rows: Sequence[Row]) -> Html:
        head = [self.say(word) for word in ("indicator", "value", "year", "before", "source")]
        return tag("div", table(self.say("figures"), head, (self._row(row) for row in rows)), class_="wide", tabindex=0)

    def _row(self, row: Row) -> list[Content]:
        notes = [tag("span", note, class_="note", lang="en", dir="ltr") for note in row.notes]
        others = [tag("span", f"{self.say('others')}: {'; '.join(row.others)}", class_="note")] if row.others else []
        value = joined([tag("strong", row.value), tag("span", row.unit, class_="note")])
        return [joined([row.name, *notes]), value, row.year, row.before, joined([self._cited(row), *others])]

    def _cited(self, row: Row) -> Html:
        numbers = [tag("a", f"[{number}]", href=f"#source-{number}") for number in row.sources]
        word = f"{self.say('formula')} " if row.by_formula else ""
        return joined([word, *numbers])

    def chart(self, chart: ChartBlock) -> Html:
        shown = table(chart.title, chart.head, chart.rows)
        if not self.printed:
            shown = tag("details", tag("summary", self.say("as_table")), tag("div", shown, class_="wide", tabindex=0))
        cited = " ".join(f"[{number}]" for number in chart.sources)
        note = f"{self.say('source')}: {cited}" + (f". {chart.note}" if chart.note else "")
        parts = [tag("figcaption", chart.title), Html(chart.svg), tag("p", note, class_="note"), shown]
        return tag("figure", *parts)

    def sources(self, sources: Sequence[Source]) -> Html:
        head = ["#", *(self.say(word) for word in ("dataset", "vintage", "licence", "attribution"))]
        rows = [
            [
                tag("span", str(number), id=f"source-{number}"),
                joined([tag("span", source.title, lang="en"), tag("span", source.dataset, class_="note")]),
                source.vintage,
                tag("span", source.licence.title, lang="en"),
                tag("span", source.attribution, lang="en"),
            ]
            for number, source in enumerate(sources, 1)
        ]
        shown = tag("div", table(self.say("sources"), head, rows), class_="wide", tabindex=0)
        return tag("section", tag("h2", self.say("annex_sources"), id="annex_sources"), shown, class_="part")

    def gaps(self, profile: Profile) -> Html:
        lacking: dict[str, Lacking] = {}
        for part in profile.parts:
            for section in part.sections:
                lacking |= {one.indicator: one for one in section.lacking}
        rows = [
            [
                joined([one.name, tag("span", one.indicator, class_="note")]),
                tag("span", " ".join(one.reasons), lang="en"),
            ]
            for _, one in sorted(lacking.items())
        ]
        head = [self.say("indicator"), self.say("why")]
        shown = tag("div", table(self.say("lacking"), head, rows), class_="wide", tabindex=0)
        return tag("section", tag("h2", self.say("annex_gaps"), id="annex_gaps"), shown, class_="part")


def _numbered(id: str, title: str) -> str:
    return f"{id} {title}" if id[0] in "ABCD" else title
