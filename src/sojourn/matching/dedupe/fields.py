"""Which columns of a table of people fill which field, the column of true entities among them."""

from __future__ import annotations

from collections.abc import Sequence

from sojourn.matching.columns import parts_of, plain

# Column names, in small letters with `_`, that say which rows are one person; the first that is there is taken.
_ENTITY = (
    "entity_id", "entity", "true_id", "true_entity_id", "true_entity", "truth", "true_cluster", "cluster_id", "cluster",
    "gold_id", "gold", "ground_truth", "group_id", "group", "same_as", "real_id", "master_id", "canonical_id",
    "person_id", "label", "true_person_id", "true_person",
)  # fmt: skip
FIELDS = (
    "entity", "id", "name", "alias", "given", "middle", "family", "second_family", "father", "grandfather", "mother",
    "birth", "birth_year", "sex", "nationality", "language", "phone", "document", "place",
)  # fmt: skip


def fields_of(headers: Sequence[str]) -> dict[str, list[str]]:
    """Return the headers by field, in their order; what nobody knows is left out.

    A country counts as a nationality where no column names one.
    """
    entity = _entity_of(headers)
    parts = parts_of(tuple(header for header in headers if header != entity))
    found = {field: list(parts[field]) for field in FIELDS if field in parts}
    if entity:
        found["entity"] = [entity]
    countries = [header for header in headers if plain(header) in ("country", "country_code", "countries")]
    if countries and "nationality" not in found:
        found["nationality"] = countries[:1]
    return found


def _entity_of(headers: Sequence[str]) -> str:
    by_plain = {plain(header): header for header in reversed(headers)}
    return next((by_plain[name] for name in _ENTITY if name in by_plain), "")
