"""Countries, languages and sexes by any of their usual names, as codes."""

from __future__ import annotations

from functools import cache, lru_cache

import pycountry
from babel import Locale

from sojourn.matching.names.letters import clean
from sojourn.matching.rules import rows

# Languages in which forms name countries; the names come from CLDR.
_LOCALES = (
    "en",
    "fr",
    "ar",
    "fa",
    "ps",
    "ur",
    "ckb",
    "tr",
    "ru",
    "uk",
    "de",
    "es",
    "pt",
    "am",
    "ti",
    "bn",
    "zh",
    "so",
    "it",
    "nl",
    "el",
)


@cache
def _sexes() -> dict[str, str]:
    return {clean(word): sex for sex, words in rows("sexes") for word in words.split()}


def sex_of(text: str) -> str:
    """F, M or empty, from a word in any of a dozen languages or the ISO/IEC 5218 digit."""
    return _sexes().get(clean(text.strip()).strip("."), "")


@lru_cache(maxsize=1 << 12)
def country_of(text: str) -> str:
    """The ISO 3166 alpha-3 code of a country by code, name in one of many languages, or its people; else empty."""
    said = clean(text.strip()).strip(" .")
    if len(said) in (2, 3) and said.isascii():
        code = said.upper()
        found = pycountry.countries.get(alpha_2=code) if len(code) == 2 else pycountry.countries.get(alpha_3=code)
        if found:
            return str(found.alpha_3)
    if said.isdecimal():
        found = pycountry.countries.get(numeric=said.zfill(3))
        return str(found.alpha_3) if found else ""
    return _people().get(said.replace(" ", "_")) or _names().get(said, "")


@cache
def _people() -> dict[str, str]:
    return {clean(word): code for code, names in rows("peoples") for word in (code, *names.split())}


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    for country in pycountry.countries:
        for field in ("name", "official_name", "common_name"):
            if name := getattr(country, field, None):
                found.setdefault(clean(name), country.alpha_3)
    for locale in _LOCALES:
        for code, name in Locale(locale).territories.items():
            if code in codes:
                found.setdefault(clean(name), codes[code])
    return found


@lru_cache(maxsize=1 << 12)
def language_of(text: str) -> str:
    """The shortest ISO 639 code of a language by code or English name; empty when unknown."""
    said = text.strip().lower().partition("-")[0].partition("_")[0]
    if len(said) == 2 and said.isascii():
        return said
    if said in _SPOKEN:
        return _SPOKEN[said]
    found = pycountry.languages.get(alpha_3=said) or pycountry.languages.get(name=said.title())
    return str(getattr(found, "alpha_2", None) or found.alpha_3) if found else ""


_SPOKEN = {
    "dari": "fa",
    "farsi": "fa",
    "persian": "fa",
    "prs": "fa",
    "pes": "fa",
    "pashto": "ps",
    "sorani": "ckb",
    "kurmanji": "kmr",
    "tigrinya": "ti",
    "mandarin": "zh",
}
