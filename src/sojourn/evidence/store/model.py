"""The words of the store: licence, dimension, dataset, vintage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Licence:
    """What may be done with a source's figures; `attribution` is the sentence to print beside them."""

    id: str
    title: str
    redistributable: bool
    commercial: bool
    attribution: str = ""
    url: str = ""


@dataclass(frozen=True)
class Dimension:
    """An axis of a dataset and the codelist its codes come from."""

    name: str
    codelist: str


@dataclass(frozen=True)
class Dataset:
    """A statistical cube as declared. `adds_over_time` is true for flows: their periods may be summed.

    `flow` is its SDMX dataflow (`AGENCY:ID`), when it has one, and `columns` says which of its SDMX components is
    which of our dimensions, where that can't be told from the name; `-` leaves a component unread.
    """

    id: str
    title: str
    source: str
    licence: Licence
    dimensions: tuple[Dimension, ...]
    unit: str = ""
    freq: str = "A"
    url: str = ""
    notes: str = ""
    crosswalk: str = ""
    adds_over_time: bool = False
    flow: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the dimensions in their order, without the time period."""
        return tuple(dimension.name for dimension in self.dimensions)

    def codelist_of(self, dimension: str) -> str:
        """The codelist of a dimension; KeyError when there is no such dimension."""
        return {each.name: each.codelist for each in self.dimensions}[dimension]


@dataclass(frozen=True)
class Vintage:
    """One dated release of a dataset as it was loaded; never changed afterwards. `sha256` is that of the file."""

    dataset: str
    id: str
    released_on: date
    loaded_at: datetime
    file_name: str
    sha256: str
    rows: int
    layout: str
    loaded_by: str = ""
