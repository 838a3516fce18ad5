"""A named route as one view: countries of origin, transit and destination over the same figures as their profiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sojourn.evidence.catalogue.compute import Figure, Figures
from sojourn.evidence.codes import codelist
from sojourn.evidence.store import Reading
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.source import Section, read_yaml

FILE = Path(__file__).parent / "routes.yaml"
PARTS = ("origin", "transit", "destination")
DEATHS = "iom_missing_migrants"


@dataclass(frozen=True)
class Route:
    """One route. `countries` has the codes by part; a country may stand in several."""

    id: str
    title: Mapping[str, str]
    source: str
    countries: Mapping[str, tuple[str, ...]]
    deaths: tuple[str, ...]


@dataclass(frozen=True)
class RouteRow:
    """One country on a route: its part, and the newest figure of each indicator."""

    country: str
    part: str
    figures: Mapping[str, Figure | None]


@dataclass(frozen=True)
class Deaths:
    """Dead and missing on the route in one year; `until` is the last month recorded."""

    year: int
    number: float
    until: str


@cache
def routes() -> Mapping[str, Route]:
    """Every route by id; GrammarErrors for a country or a part that is none."""
    found = read_yaml(FILE)["routes"]
    faults: list[Fault] = []
    read = {id: _route(id, one, faults) for id, one in found.items()}
    if faults:
        raise GrammarErrors(faults)
    return read


@cache
def route_indicators() -> tuple[str, ...]:
    """The indicators that a route shows of each country."""
    return tuple(read_yaml(FILE)["indicators"])


def _route(id: str, one: Section, faults: list[Fault]) -> Route:
    known = codelist("area")
    countries = {part: tuple(one.get(part) or ()) for part in PARTS}
    for part, codes in countries.items():
        faults += [
            Fault(one.place(part), "unknown_country", f"{code} is no country") for code in codes if code not in known
        ]
    return Route(id, dict(one["title"]), one.text("source"), countries, tuple(one.get("deaths") or ()))


def rows_of(figures: Figures, route: Route) -> tuple[RouteRow, ...]:
    """The countries of a route, part by part, with their newest figures."""
    return tuple(
        RouteRow(code, part, {id: figures.newest(id, code) for id in route_indicators()})
        for part in PARTS
        for code in route.countries[part]
    )


def deaths_of(reading: Reading, route: Route) -> tuple[Deaths, ...]:
    """Deaths and disappearances on the route by year, oldest first; a minimum, as many are never recorded."""
    if DEATHS not in reading.loaded or not route.deaths:
        return ()
    found: dict[int, Deaths] = {}
    for one in reading.total(DEATHS, where={"route": route.deaths}, by=("time_period",)):
        period = one.key["time_period"]
        before = found.get(int(period[:4]), Deaths(int(period[:4]), 0, ""))
        found[before.year] = Deaths(before.year, before.number + (one.value or 0), max(before.until, period[:7]))
    return tuple(found[year] for year in sorted(found))
