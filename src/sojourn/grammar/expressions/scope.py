"""What an expression may mention: the names of a form, their types, and where we stand among its repeats."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """The type of a question or of an expression's result."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    GEOPOINT = "geopoint"
    FILE = "file"
    ROWS = "rows"
    ANY = "any"


NUMERIC = frozenset({Type.INTEGER, Type.DECIMAL, Type.NUMBER})
TEMPORAL = frozenset({Type.DATE, Type.DATETIME, Type.TIME})
TEXTUAL = frozenset({Type.TEXT, Type.CHOICE, Type.CHOICES, Type.GEOPOINT, Type.FILE})


@dataclass(frozen=True)
class Name:
    """One name an expression may mention; `rows` are the repeats around it, outermost first."""

    name: str
    type: Type
    rows: tuple[str, ...] = ()
    list_name: str | None = None


class Scope(Mapping[str, Name]):
    """The names in reach, the repeats we are inside of (`here`), and the question being asked (`current`).

    `choices` holds the codes of each list, to check literals; `columns` are the bare names a choice filter may use.
    """

    def __init__(
        self,
        names: Iterable[Name],
        here: tuple[str, ...] = (),
        current: Name | None = None,
        choices: Mapping[str, Collection[str]] | None = None,
        columns: Collection[str] = (),
    ) -> None:
        self._names = {name.name: name for name in names}
        self.here = here
        self.current = current
        self.choices: Mapping[str, Collection[str]] = choices or {}
        self.columns = frozenset(columns)

    def standing(self, *, here: tuple[str, ...] = (), current: Name | None = None) -> Scope:
        """The same names, seen from inside other repeats or from another question."""
        return Scope(self._names.values(), here, current, self.choices, self.columns)

    def __getitem__(self, key: str) -> Name:
        return self._names[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
