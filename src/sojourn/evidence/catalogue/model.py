"""The words of the catalogue: indicator, query, due date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sojourn.grammar.expressions import Expression
from sojourn.grammar.place import Place

LANGUAGES = ("en", "fr", "ar")
Words = Mapping[str, str]


@dataclass(frozen=True)
class Query:
    """Where figures of an indicator come from: the cells of one dataset to add up per country and period.

    `country` names the dimension that holds the country; `where` the codes to keep; `levels` the levels of a codelist
    to add up over; `scale` what a figure is multiplied by to be in the indicator's unit (thousands: 1000);
    `differs` says how this source's definition differs from the indicator's.
    """

    dataset: str
    country: str = "geo"
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scale: float = 1.0
    differs: str = ""
    place: Place = field(default_factory=Place, compare=False)


@dataclass(frozen=True)
class Due:
    """When a figure is expected: months after the end of its period, or never set (None), and whom the rule binds."""

    name: str
    title: str
    months: int | None = None
    binds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """One indicator. Its figures come from `queries` in order of preference, else from `formula`, else `method`.

    `fold` says what a year is made of when a source is monthly or quarterly: the `last` period, their `sum`, or
    nothing ("": such a source is not used for years). `within` lets a formula take figures so many years older.
    `by` names the details that the indicator is wanted in.
    """

    id: str
    theme: str
    names: Words
    definition: str
    unit: str
    counts: str
    reference: str
    by: tuple[str, ...]
    frequency: str
    due: Due
    maps: Mapping[str, tuple[str, ...]]
    queries: tuple[Query, ...] = ()
    formula: Expression | None = None
    within: int = 0
    method: str = ""
    fold: str = ""
    rounding: str = ""
    place: Place = field(default_factory=Place, compare=False)

    def name(self, language: str = "en") -> str:
        """What the indicator is called."""
        return self.names.get(language) or self.names["en"]

    @property
    def number(self) -> str:
        """The number in the list of the migration profile that it belongs to: MP042 for MP042_education."""
        return self.id.partition("_")[0]


@dataclass(frozen=True)
class Catalogue:
    """Every indicator by id in the order of the list, with what themes, units and frameworks are called."""

    indicators: Mapping[str, Indicator]
    themes: Mapping[str, Words]
    units: Mapping[str, Words]
    counts: Mapping[str, Words]
    details: Mapping[str, Words]
    dues: Mapping[str, Due]
    frequencies: Mapping[str, int]
    frameworks: Mapping[str, str]

    def __getitem__(self, indicator: str) -> Indicator:
        return self.indicators[indicator]

    def serving(self, framework: str, value: str) -> tuple[Indicator, ...]:
        """The indicators that serve a place of a framework, such as ("emp", "A.2.1")."""
        return tuple(each for each in self.indicators.values() if value in each.maps.get(framework, ()))
