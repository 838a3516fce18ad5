"""A person as matching sees one, and the tolerant door for rows of any table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from sojourn.kernel.refused import Refused
from sojourn.matching.births import Birth, read_birth
from sojourn.matching.births.calendars import MONTHS, Calendar
from sojourn.matching.columns import parts_of
from sojourn.matching.contacts import documents_of, phones_of, places_of
from sojourn.matching.countries import country_of, language_of, sex_of
from sojourn.matching.names import Name, read_name
from sojourn.matching.names.ordering import is_patronymic

Sex = Literal["F", "M", ""]
_MANY = re.compile(r"[;|\n]")
_MANY_CODES = re.compile(r"[;|\n,/]")
_TRUE = frozenset({"1", "true", "yes", "y", "oui", "ja", "si", "sí", "نعم", "بله", "да", "так"})


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one person; everything may be empty.

    `nationalities` are ISO 3166 alpha-3 codes, `languages` ISO 639 codes, `phones` "+963944123456" or digits,
    `documents` "SYR:N0123456" or ":N0123456", `places` romanised words. A second reading of a birth date in
    another calendar is a birth of its own.
    """

    id: str
    names: tuple[Name, ...] = ()
    births: tuple[Birth, ...] = ()
    sex: Sex = ""
    nationalities: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    father: Name | None = None
    mother: Name | None = None


def record_of(row: Mapping[str, Any], *, region: str = "", strict: bool = False) -> Record:
    """Read a row of texts under any usual column names; several values of a cell are parted by `;` or `|`.

    `region`: ISO 3166 alpha-2 of telephone numbers without a country code. A birth date that can't be one is
    left out, or with `strict` raises Refused with the fix.
    """
    cells = _Cells(row)
    languages = frozenset(filter(None, map(language_of, cells.many("language", _MANY_CODES))))
    language = min(languages) if len(languages) == 1 else None
    father, mother = cells.text("father"), cells.text("mother")
    state = country_of(cells.text("document_state")) if cells.has("document_state") else ""
    return Record(
        id=cells.text("id"),
        names=tuple(_names(cells, language)),
        births=_births(cells, language, strict),
        sex=cast(Sex, sex_of(cells.text("sex"))),
        nationalities=frozenset(filter(None, map(country_of, cells.many("nationality", _MANY_CODES)))),
        languages=languages,
        phones=frozenset().union(*(phones_of(text, region or _region(cells)) for text in cells.texts("phone"))),
        documents=frozenset().union(*(documents_of(text, state) for text in cells.texts("document"))),
        places=frozenset().union(*map(places_of, cells.texts("place"))),
        father=read_name(father, language=language) if father else None,
        mother=read_name(mother, language=language) if mother else None,
    )


class _Cells:
    """The cells of a row by the part they fill, empty ones left out."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self._row = row
        self._columns = parts_of(tuple(row))

    def has(self, part: str) -> bool:
        return part in self._columns

    def texts(self, part: str) -> list[str]:
        cells = (self._row[column] for column in self._columns.get(part, ()))
        return [text for cell in cells if cell is not None and cell == cell and (text := _text(cell))]

    def text(self, part: str) -> str:
        found = self.texts(part) if part in self._columns else None
        return found[0] if found else ""

    def many(self, part: str, between: re.Pattern[str]) -> Iterator[str]:
        for text in self.texts(part):
            yield from filter(None, map(str.strip, between.split(text)))


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, list | tuple | set | frozenset):
        return ";".join(map(str, cell))
    return str(cell).strip()


def _names(cells: _Cells, language: str | None) -> Iterator[Name]:
    given, family = cells.text("given"), " ".join(cells.texts("family") + cells.texts("second_family"))
    father, middle = "", cells.text("middle")
    if middle and is_patronymic(middle):
        father = middle
    elif middle:
        given = f"{given} {middle}"
    if given or family:
        grandfather = cells.text("grandfather")
        yield read_name(given=given, family=family, father=father, grandfather=grandfather, language=language)
    for written in (*cells.many("name", _MANY), *cells.many("alias", _MANY)):
        name = read_name(written, language=language)
        if name.parts:
            yield name


def _births(cells: _Cells, language: str | None, strict: bool) -> tuple[Birth, ...]:
    said = cells.text("calendar").lower()
    calendar = cast(Calendar, said) if said in MONTHS else None
    estimated = cells.text("estimated").lower() in _TRUE
    found: tuple[Birth, ...] = ()
    for text in cells.many("birth", _MANY) if cells.has("birth") else _stated(cells):
        try:
            found += read_birth(text, estimated=estimated, calendar=calendar, language=language).readings
        except Refused:
            if strict:
                raise
    return found


def _stated(cells: _Cells) -> Iterator[str]:
    """A year, month and day in columns of their own, or an age."""
    if year := cells.text("birth_year"):
        numbers = (year, cells.text("birth_month"), cells.text("birth_day"))
        yield "-".join(numbers[: 1 + bool(numbers[1]) + bool(numbers[1] and numbers[2])])
    elif age := cells.text("age"):
        yield f"age {age}"


def _region(cells: _Cells) -> str:
    said = cells.text("phone_region") if cells.has("phone_region") else ""
    return said if len(said) == 2 else ""
