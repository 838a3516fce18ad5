"""The sentences, as English templates by code. Doors translate them; `{a}` and `{b}` are what the two records say."""

from __future__ import annotations

from collections.abc import Mapping

from sojourn.matching.explain.relations import RELATIONS

_NAMES = {
    "given": ("given name", "given names"),
    "father": ("father’s name", "fathers’ names"),
    "grandfather": ("grandfather’s name", "grandfathers’ names"),
    "family": ("family name", "family names"),
    "crossed": ("name in another place", "names"),
    "unknown": ("name", "names"),
}
_MET = {
    "spelling": "same {one}: {{a}}",
    "roman": "same {one}, written “{{a}}” and “{{b}}”",
    "script": "same {one} in another script: “{{a}}” and “{{b}}”",
    "skeleton": "same {one} spelt differently: “{{a}}” and “{{b}}”",
    "variant": "forms of one {one}: “{{a}}” and “{{b}}”",
    "near": "{one} nearly the same, perhaps a slip: “{{a}}” and “{{b}}”",
    "loose": "{one} only loosely alike: “{{a}}” and “{{b}}”",
}
_OTHERS = {
    "name.nothing": "no part of the names agrees",
    "name.crossed": "the same names stand in other places, as when given and family name are exchanged",
    "name.reversed": "the first two names are exchanged, as those of father and son are",
    "name.kin": "one is called like the other’s father, as father and child are",
    "name.twin": "one date of birth with different given names, as twins have",
    "name.alike": "the names that differ are written somewhat alike",
    "name.gendered": "names of a man and a woman that differ in their ending",
    "name.extra": "one record has a name more than the other",
    "birth.same_day": "same date of birth",
    "birth.swapped": "dates of birth with day and month exchanged",
    "birth.year_slip": "same day and month of birth; the year may be mistyped",
    "birth.near_days": "dates of birth a few days apart",
    "birth.one_part": "dates of birth in one year that differ in the day or the month",
    "birth.same_default": "same year of birth; the day is not known",
    "birth.compatible": "dates of birth that can be the same; at least one is not exact",
    "birth.about": "years of birth one or two apart; at least one is not exact",
    "birth.same_year": "same year of birth, other day and month",
    "birth.near_years": "dates of birth one or two years apart",
    "birth.apart": "births three to nine years apart",
    "birth.far": "births ten years apart or more",
    "sex.same": "same sex",
    "sex.different": "different sex",
    "nationality.same": "a nationality in common",
    "nationality.different": "different nationalities",
    "language.same": "a language in common",
    "language.different": "different languages",
    "phone.same": "same telephone number",
    "phone.different": "different telephone numbers",
    "document.same": "same document number",
    "document.different": "different document numbers of one state",
    "document.other_state": "documents of different states, which says little",
    "place.same": "a place in common",
    "place.different": "different places",
    "mother.same": "same mother’s name",
    "mother.near": "mothers’ names nearly the same",
    "mother.different": "different mothers’ names",
}


def _name_sentences() -> dict[str, str]:
    found = {}
    for role, (one, several) in _NAMES.items():
        for level, template in _MET.items():
            found[f"name.{role}.{level}"] = template.format(one=one)
        found[f"name.{role}.conflict"] = f"different {several}: “{{a}}” and “{{b}}”"
    return found


SENTENCES: Mapping[str, str] = {**_name_sentences(), **_OTHERS, **RELATIONS}
