"""An entity of the FollowTheMoney model, as OpenSanctions publishes it, read as a record.

Companies and other bodies are read too: their names are compared word by word, the legal form left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sojourn.matching.records import Record, record_of

# Properties by part of a record (the FollowTheMoney schema "Person" and its parents); several values each.
_PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "alias": ("name", "alias", "previousName", "weakAlias"),
    "birth": ("birthDate", "incorporationDate"),
    "sex": ("gender",),
    "nationality": ("nationality", "citizenship", "country", "jurisdiction", "mainCountry"),
    "document": (
        "passportNumber", "idNumber", "taxNumber", "innCode", "registrationNumber", "ogrnCode", "socialSecurityNumber",
        "imoNumber",
    ),
    "phone": ("phone",),
    "place": ("birthPlace",),
    "mother": ("motherName",),
}  # fmt: skip
# More names of one entity add time and little else.
MOST_NAMES = 12


def record_of_entity(entity: Mapping[str, Any]) -> Record:
    """Return the record of an entity; what is unknown is left out, never an error."""
    found = entity.get("properties")
    said: Mapping[str, Any] = found if isinstance(found, Mapping) else entity
    row = {part: ";".join(_texts(said, names)) for part, names in _PROPERTIES.items() if part != "alias"}
    names = list(dict.fromkeys(_texts(said, _PROPERTIES["alias"]) + _texts(entity, ("caption",))))
    row["alias"] = ";".join(name.replace(";", " ").replace("|", " ") for name in names[:MOST_NAMES])
    row |= _parts_of_name(said)
    return record_of({"id": str(entity.get("id", "")), **{part: text for part, text in row.items() if text}})


def _parts_of_name(said: Mapping[str, Any]) -> dict[str, str]:
    """Given and family name where both are said once; several of either can't be told apart."""
    given, family = _texts(said, ("firstName",)), _texts(said, ("lastName",))
    father = _texts(said, ("fatherName", "patronymic"))
    parts = {"father": father[0]} if father else {}
    return {**parts, "given": given[0], "family": family[0]} if len(given) == len(family) == 1 else parts


def _texts(said: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    found = []
    for name in names:
        value = said.get(name)
        values = value if isinstance(value, list | tuple) else [value] if value else []
        found += [str(each) for each in values if each]
    return found
