"""Labels of codes in the reader's language: names of countries and regions come from CLDR, through Babel."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

from sojourn.evidence.codes.lists import FOLDER, codelist, read_rows

AREAS = ("area", "citizen")


def label(list_name: str, code: str, language: str = "en") -> str:
    """The label of a code in a language; the English one of the list where CLDR has none, the code when unknown."""
    english = codelist(list_name).label(code)
    if list_name not in AREAS or language == "en":
        return english
    return _territories(language).get(_territory(code), english)


def _territory(code: str) -> str:
    return _alpha2().get(code, code)


@cache
def _alpha2() -> dict[str, str]:
    return {row["code"]: row["alpha2"] for row in read_rows(FOLDER / "area.csv") if row["alpha2"]}


@cache
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language, sep="-").territories)
    except (UnknownLocaleError, ValueError):
        return {}
