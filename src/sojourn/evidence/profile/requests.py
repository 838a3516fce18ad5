"""Data requests: a workbook of indicators and years for an institution, checked on its return, kept in the store.

The workbook is a statistical template made on the spot: per indicator a table of years by sex, of years by age and of
years by partner country, as far as the catalogue wants the detail. Checks are those of every template (sums, women and
men make all, no hole), the year before, and what other sources or partner countries say (mirror).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sojourn.evidence.catalogue import Indicator, catalogue
from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.gaps.mirrors import mirror_rows
from sojourn.evidence.profile.wording import place_name
from sojourn.evidence.templates import Before, Code, Coordinates, Dimension, Figure, Table, Template
from sojourn.evidence.templates.model import Comparison, Equality
from sojourn.evidence.templates.model import Figures as Filled

SEX = (("_T", "Total", ("F", "M", "_U")), ("F", "Women", ()), ("M", "Men", ()), ("_U", "Sex unknown", ()))
AGE = (
    ("_T", "Total", ("Y0T14", "Y15T64", "Y_GE65", "_U")), ("Y0T14", "Under 15", ()), ("Y15T64", "15 to 64", ()),
    ("Y_GE65", "65 and over", ()), ("_U", "Age unknown", ()),
)  # fmt: skip
PLACES = {"origin", "partner", "destination"}
LEAP, FLOOR = 1.3, 50.0
"""A figure of at least FLOOR that moves by more than this factor is asked about."""
MIRRORS = {"MP022": "arrivals", "MP024": "departures"}

Row = tuple[str, str, str, str, str, float | None, str]
"""Indicator, year, sex, age, partner, value, status."""


def request_template(
    name: str, institution: str, indicators: Sequence[str], years: Sequence[int], partners: Sequence[str]
) -> Template:
    """The template of a request; `partners` are the countries its partner tables list by name."""
    known = catalogue()
    tables = [table for id in indicators for table in _tables(known[id], years, partners)]
    note = (
        "One sheet per indicator and detail. Years stand in rows; write the year's count, or a sign if there is none."
    )
    return Template(name, "1", f"Data request to {institution}", "Migration profile", "annual", 0, tuple(tables), note)


def before_of(figures: Figures, country: str, filled: Filled, template: Template) -> Before:
    """What a return is compared with: its own year before (else what was known), and what others say of the same."""
    previous: dict[tuple[str, Coordinates], Figure] = {}
    others: dict[tuple[str, Coordinates], tuple[float, str]] = dict(_mirrored(figures, country, template))
    for table in template.tables:
        id = _indicator_of(table)
        known = {both.figure.year: both.figure for both in figures.beside(id, country)}
        for year in (code.name for code in table.dimensions[0].codes):
            total = (year, "_T")
            other = known.get(int(year))
            if other is not None and other.value is not None and other.sources:
                said = f"{other.sources[0].title} ({other.sources[0].dataset})"
                others.setdefault((table.name, total), (other.value, said))
            for code in table.dimensions[1].codes:
                earlier = filled.get((table.name, (str(int(year) - 1), code.name)))
                if earlier is not None:
                    previous[table.name, (year, code.name)] = earlier
            before = known.get(int(year) - 1)
            if before is not None and before.value is not None:
                previous.setdefault((table.name, total), Figure(before.value))
    return Before(previous, others)


def rows_of(template: Template, filled: Mapping[tuple[str, Coordinates], Figure]) -> Iterator[Row]:
    """The figures of a checked return as observations; totals that stand in several tables come once."""
    seen: set[tuple[str, ...]] = set()
    for (name, (year, code)), figure in filled.items():
        table = template.table(name)
        assert table is not None
        place = {"sex": "_T", "age": "_T", "partner": "_T"} | {table.dimensions[1].name: code}
        key = (_indicator_of(table), year, place["sex"], place["age"], place["partner"])
        if key not in seen:
            seen.add(key)
            yield (*key, figure.value, figure.status)


def _tables(indicator: Indicator, years: Sequence[int], partners: Sequence[str]) -> Iterator[Table]:
    by_year = Dimension("year", "Year", "rows", tuple(Code(str(year), str(year)) for year in years))
    unit = catalogue().units[indicator.unit]["en"]
    counted = indicator.counts in ("stock", "flow")
    sexes = SEX if counted and "sex" in indicator.by else SEX[:1]
    compared = (Comparison("previous", LEAP, FLOOR), Comparison("mirror", LEAP, FLOOR))
    main = Dimension("sex", "Sex", "columns", tuple(_code(each, sexes) for each in sexes))
    yield Table(indicator.id, indicator.name(), unit, (by_year, main), comparisons=compared)
    same = Equality({}, indicator.id, {})
    if counted and "age" in indicator.by:
        ages = Dimension("age", "Age", "columns", tuple(_code(each, AGE) for each in AGE))
        equal = Equality({"age": "_T"}, same.other, {"sex": "_T"})
        yield Table(f"{indicator.id} age", indicator.name(), unit, (by_year, ages), equalities=(equal,))
    if counted and partners and PLACES & set(indicator.by):
        listed = [
            ("_T", "All countries", (*partners, "_O", "_U")),
            *((code, place_name(code, "en"), ()) for code in partners),
        ]
        listed += [("_O", "Other countries", ()), ("_U", "Country unknown", ())]
        codes = Dimension("partner", "Country", "columns", tuple(_code(each, listed) for each in listed))
        equal = Equality({"partner": "_T"}, same.other, {"sex": "_T"})
        mirror = (Comparison("mirror", LEAP, FLOOR),)
        yield Table(f"{indicator.id} country", indicator.name(), unit, (by_year, codes), 1, mirror, (equal,))


def _code(each: tuple[str, str, tuple[str, ...]], among: Collection[tuple[str, str, tuple[str, ...]]]) -> Code:
    name, label, parts = each
    return Code(name, label, parts if len(among) > 1 else ())


def _indicator_of(table: Table) -> str:
    return table.name.partition(" ")[0]


def _mirrored(
    figures: Figures, country: str, template: Template
) -> Iterable[tuple[tuple[str, Coordinates], tuple[float, str]]]:
    """What partner countries count of the same moves, for the tables by partner."""
    for row in mirror_rows(figures.reading, country):
        here = "arrivals" if row.destination == country else "departures"
        partner = row.origin if here == "arrivals" else row.destination
        value = row.departures if here == "arrivals" else row.arrivals
        for id, side in MIRRORS.items():
            if side == here and template.table(f"{id} country"):
                yield (f"{id} country", (str(row.year), partner)), (value, place_name(partner, "en"))
