"""A person as matching sees one, and the tolerant door for rows of any table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sojourn.kernel.refused import Refused
from sojourn.matching.births import Birth, read_birth
from sojourn.matching.names import Name, read_name

Sex = Literal["F", "M", ""]


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one person; everything may be empty. Phones are E.164 or digits, documents "STATE:NUMBER"."""

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


def record_of(row: Mapping[str, str]) -> Record:
    """Read a row of plain texts: id, name, given, family, father, mother, birth, sex, nationality, phone, document."""
    name = read_name(row.get("name", ""), given=row.get("given", ""), family=row.get("family", ""))
    father, mother = row.get("father", ""), row.get("mother", "")
    sex: Sex = {"f": "F", "m": "M"}.get(row.get("sex", "")[:1].lower(), "")  # type: ignore[assignment]
    return Record(
        row.get("id", ""),
        (name,) if name.parts else (),
        _births(row.get("birth", "") or row.get("dob", "")),
        sex,
        frozenset(row.get("nationality", "").split()),
        frozenset(row.get("language", "").split()),
        frozenset(filter(None, ["".join(c for c in row.get("phone", "") if c.isdigit())])),
        frozenset(f":{number}" for number in row.get("document", "").split()),
        frozenset(row.get("place", "").lower().split()),
        read_name(father) if father else None,
        read_name(mother) if mother else None,
    )


def _births(text: str) -> tuple[Birth, ...]:
    try:
        return (read_birth(text),) if text else ()
    except Refused:
        return ()
