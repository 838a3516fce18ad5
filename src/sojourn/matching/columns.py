"""Which column of a table is which: the names that tables of people give their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_SYNONYMS: Mapping[str, str] = {
    "id": "id record_id rec_id row_id unique_id uid case_id case_number registration_number",
    "entity": "entity_id entity true_id true_entity_id cluster cluster_id person_id truth label group_id gold_id",
    "name": "name full_name fullname complete_name person_name names caption name_full",
    "given": "given given_name given_names first_name firstname first forename forenames fname name_first prenom",
    "family": "family family_name last_name lastname last surname lname name_last nom family_names surnames",
    "father": "father father_name fathers_name name_of_father father_s_name patronymic middle_name middle",
    "grandfather": "grandfather grandfather_name grandfathers_name",
    "mother": "mother mother_name mothers_name name_of_mother mother_s_name",
    "birth": "birth dob date_of_birth birth_date birthdate born birthday birth_day_text yob year_of_birth birth_year",
    "sex": "sex gender",
    "nationality": "nationality nationalities citizenship country countries country_of_origin country_code nation",
    "language": "language languages lang",
    "phone": "phone phones phone_number telephone tel mobile msisdn",
    "document": "document documents document_number passport passport_number id_number national_id doc doc_number",
    "place": "place places city town village address birth_place birthplace place_of_birth location region camp",
}
_KNOWN = {synonym: field for field, synonyms in _SYNONYMS.items() for synonym in synonyms.split()}
_OTHER = re.compile(r"[^0-9a-z]+")
FIELDS = tuple(_SYNONYMS)


def fields_of(headers: Iterable[str]) -> dict[str, list[str]]:
    """Return the headers by field, in their order; headers that nobody knows are left out.

    `firstName`, `First name` and `first_name` are one: letters and digits count, and where capitals begin.
    """
    found: dict[str, list[str]] = {}
    for header in headers:
        field = _KNOWN.get(plain(header))
        if field:
            found.setdefault(field, []).append(header)
    return found


def plain(header: str) -> str:
    """Return a header in lower snake case."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", header.strip().strip("\ufeff"))
    return _OTHER.sub("_", spaced.lower()).strip("_")
