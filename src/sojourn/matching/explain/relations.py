"""The sentences of tracing, as English templates by code."""

from __future__ import annotations

from collections.abc import Mapping

RELATIONS: Mapping[str, str] = {
    "relation.parent_named": "the parent named on one side is called like the person on the other: “{a}” and “{b}”",
    "relation.parent_other": "the parent named on one side is called otherwise: “{a}” and “{b}”",
    "relation.patronymic": "the father’s name within the name agrees: “{a}” and “{b}”",
    "relation.family_same": "family names agree: “{a}” and “{b}”",
    "relation.father_same": "both name the same father: “{a}” and “{b}”",
    "relation.father_other": "they name different fathers: “{a}” and “{b}”",
    "relation.mother_same": "both name the same mother: “{a}” and “{b}”",
    "relation.mother_other": "they name different mothers: “{a}” and “{b}”",
    "relation.ages_fit": "the ages go together: {years} years apart",
    "relation.ages_odd": "the ages hardly go together: {years} years apart",
    "relation.nationality.same": "a nationality in common",
    "relation.nationality.different": "different nationalities",
    "relation.language.same": "a language in common",
    "relation.language.different": "different languages",
    "relation.place.same": "a place in common",
    "relation.phone.same": "the same telephone number",
    "relation.described": "as described: {what}",
}
