"""What a chart shows of one country: its largest partners, or its people by age and sex, in the newest period."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sojourn.evidence.catalogue.compute import Source
from sojourn.evidence.codes import codelist
from sojourn.evidence.profile.charts.pyramid import Band
from sojourn.evidence.profile.structure import View, ViewQuery
from sojourn.evidence.store import Reading
from sojourn.evidence.store.totals import Sum
from sojourn.kernel.refused import Refused

AREAS = ("country", "special", "historic")
PLACES = ("area", "citizen")
OLDEST, ENDLESS = 100, 200
SEVERAL = 3


@dataclass(frozen=True)
class Ranked:
    """Partners by size, largest first, all of them; `codes` names the codelist of the partners."""

    period: str
    rows: tuple[tuple[str, float], ...]
    codes: str
    source: Source

    @property
    def total(self) -> float:
        """The sum of all rows."""
        return sum(value for _, value in self.rows)


@dataclass(frozen=True)
class People:
    """Women and men by band of five years."""

    period: str
    bands: tuple[Band, ...]
    source: Source


def ranked(reading: Reading, view: View, country: str) -> Ranked | None:
    """The partners of a country by the first source that has several; one with fewer only if none has more."""
    best: Ranked | None = None
    for query in view.queries:
        found = _ranked(reading, view, query, country) if query.dataset in reading.loaded else None
        if found and len(found.rows) >= SEVERAL:
            return found
        if found and (best is None or len(found.rows) > len(best.rows)):
            best = found
    return best


def _ranked(reading: Reading, view: View, query: ViewQuery, country: str) -> Ranked | None:
    dataset = reading.datasets[query.dataset]
    codes = dataset.codelist_of(query.partner)
    where: dict[str, str | Collection[str]] = {**query.where, query.country: country}
    first, last = _periods(reading, query, country)
    if not last:
        return None
    if view.fold != "sum":
        where["time_period"] = last
    levels = {**query.levels, query.partner: AREAS} if codes in PLACES else dict(query.levels)
    try:
        sums = reading.total(query.dataset, where=where, by=(query.partner,), levels=levels)
    except Refused:
        return None
    rows = [(one.key[query.partner], one.value * query.scale) for one in sums if one.value]
    period = f"{first[:4]}–{last[:4]}" if view.fold == "sum" and first[:4] != last[:4] else last
    rows.sort(key=lambda row: (-row[1], row[0]))
    return Ranked(period, tuple(rows), codes, source_of(reading, query.dataset)) if rows else None


def people(reading: Reading, view: View, country: str) -> People | None:
    """The population of a country by age and sex, by the first source that has both."""
    for query in view.queries:
        if query.dataset not in reading.loaded:
            continue
        _, last = _periods(reading, query, country, "sex IN ('F', 'M') AND age NOT IN ('_T', '_U')")
        if last:
            where = {query.country: country, "time_period": last, "sex": ("F", "M")}
            bands = _bands(reading, query, where)
            if bands:
                return People(last, bands, source_of(reading, query.dataset))
    return None


def _bands(reading: Reading, query: ViewQuery, where: Mapping[str, str | Collection[str]]) -> tuple[Band, ...]:
    spans = _spans(reading, query, where)
    kept = {**where, "age": tuple(spans)}
    found: dict[int, dict[str, float]] = {}
    for one in reading.total(query.dataset, where=kept, by=("sex", "age")):
        if one.value is not None:
            band = found.setdefault(min(spans[one.key["age"]][0] // 5 * 5, OLDEST), {"F": 0.0, "M": 0.0})
            band[one.key["sex"]] += one.value * query.scale
    last = max(found, default=0)
    endless = last == OLDEST or any(span[1] >= ENDLESS for span in spans.values())
    return tuple(
        Band(f"{start}+" if endless and start == last else f"{start}–{start + 4}", found[start]["F"], found[start]["M"])
        for start in sorted(found)
    )


def _spans(
    reading: Reading, query: ViewQuery, where: Mapping[str, str | Collection[str]]
) -> Mapping[str, tuple[int, int]]:
    """The ages to add up, by code: single years where there are some, else bands of five; and the oldest open one."""
    ages = codelist("age")
    every = {one.key["age"]: ages.codes[one.key["age"]].span for one in _sums(reading, query, where)}
    known = {code: span for code, span in every.items() if span}
    closed = {code: span for code, span in known.items() if span[1] < ENDLESS}
    width = 0 if any(first == last for first, last in closed.values()) else 4
    fine = {code: span for code, span in closed.items() if span[1] - span[0] == width}
    top = max((last for _, last in fine.values()), default=0)
    return fine | {code: span for code, span in known.items() if span[1] >= ENDLESS and span[0] == top + 1}


def _sums(reading: Reading, query: ViewQuery, where: Mapping[str, str | Collection[str]]) -> tuple[Sum, ...]:
    return reading.total(query.dataset, where=where, by=("sex", "age"))


def _periods(reading: Reading, query: ViewQuery, country: str, among: str = "true") -> tuple[str, str]:
    names = [query.country, *query.where]
    clauses = " AND ".join(f'list_contains(?, "{name}")' for name in names)
    statement = (
        f'SELECT min(time_period), max(time_period) FROM "{query.dataset}" '  # noqa: S608 - names from declarations
        f"WHERE {clauses} AND {among} AND obs_value IS NOT NULL"
    )
    params = [[country], *(list(codes) for codes in query.where.values())]
    ((first, last),) = reading.sql(statement, params)
    return first or "", last or ""


def source_of(reading: Reading, dataset: str) -> Source:
    """A loaded dataset as a source."""
    declared, vintage = reading.datasets[dataset], reading.loaded[dataset]
    released: date = vintage.released_on
    return Source(declared.id, declared.title, declared.source, declared.url, vintage.id, released, declared.licence)
