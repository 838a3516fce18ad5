"""The manual's page of indicators: every one of the catalogue, with its sources, formula and places in frameworks."""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.evidence.catalogue import Catalogue, Indicator, Query, catalogue
from sojourn.evidence.store.declared import declared_datasets

INTRODUCTION = (
    "Every indicator of the migration profile. Figures come from the first source that has one for the country and "
    "year; the others stand beside it. A source that is *not set up* has no declaration yet; see "
    "[how to add a source](../how-to/add-a-source.md). Numbers such as MP042 are those of the list of the profile; a "
    "word behind one (MP042_education) names a part of it."
)


def parts() -> Iterator[str]:
    """The paragraphs of the page."""
    found = catalogue()
    yield INTRODUCTION
    yield f"{len(found.indicators)} indicators in {len(found.themes)} themes."
    titles = {dataset.id: dataset.title for dataset in declared_datasets()}
    for theme, words in found.themes.items():
        yield f"## {words['en']}"
        for one in found.indicators.values():
            if one.theme == theme:
                yield _indicator(one, found, titles)


def _indicator(one: Indicator, found: Catalogue, titles: dict[str, str]) -> str:
    facts = [
        f"**{found.units[one.unit]['en']}**, {found.counts[one.counts]['en']}; reference: {one.reference}; "
        f"{one.frequency}" + (f"; months make a year by their {one.fold}" if one.fold else ""),
        f"French: {one.names['fr']} · Arabic: {one.names['ar']}",
    ]
    if one.by:
        facts.append(f"Wanted by {', '.join(found.details[name]['en'] for name in one.by)}")
    facts.append(f"Expected: {one.due.title}")
    if one.rounding:
        facts.append(one.rounding)
    facts += [f"Source {place}: {_source(query, titles)}" for place, query in enumerate(one.queries, 1)]
    if one.formula:
        within = f", with parts at most {one.within} years older" if one.within else ""
        facts.append(f"Formula: `{one.formula.text}`{within}")
    if one.method:
        facts.append(f"Computed from the evidence itself: `{one.method}`")
    serves = "; ".join(f"{found.frameworks[key]}: {', '.join(places)}" for key, places in one.maps.items())
    facts.append(f"Serves {serves}")
    lines = "\n".join(f"- {fact}" for fact in facts)
    return f"### {one.id} {one.name()}\n\n{one.definition}\n\n{lines}"


def _source(query: Query, titles: dict[str, str]) -> str:
    cells = [f"{name} {'/'.join(codes)}" for name, codes in query.where.items()]
    cells += [f"{name} at level {'/'.join(levels)}" for name, levels in query.levels.items()]
    title = titles.get(query.dataset, "*not set up*")
    shown = f"{title} (`{query.dataset}`)" + (f", country in {query.country}" if query.country != "geo" else "")
    shown += f": {', '.join(cells)}" if cells else ""
    shown += f", × {query.scale:g}" if query.scale != 1 else ""
    return shown + (f". {query.differs}" if query.differs else "")
