"""Words, numbers and names of places in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pycountry
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from sojourn.evidence.codes import codelist, codelist_names
from sojourn.grammar.source import read_yaml

WORDS = Path(__file__).parent / "words.yaml"
# Where the common name would say more than the United Nations do.
NAMES: Mapping[str, Mapping[str, str]] = {
    "XKX": {
        "en": "Kosovo (UNSCR 1244)",
        "fr": "Kosovo (RCSNU 1244)",
        "ar": "كوسوفو (قرار مجلس الأمن 1244)",
    },
    "_U": {"en": "Unknown", "fr": "Inconnu", "ar": "غير معروف"},
    "_O": {"en": "Others", "fr": "Autres", "ar": "أخرى"},
    "_S": {"en": "Stateless", "fr": "Apatrides", "ar": "عديمو الجنسية"},
    "_T": {"en": "All", "fr": "Ensemble", "ar": "الكل"},
}
WHOLE = {
    "persons", "persons_per_year", "persons_per_5_years", "count", "records", "decisions", "requests", "crossings",
    "movements", "usd", "euro",
}  # fmt: skip
STATUS = {
    "Q": "suppressed", "O": "missing", "L": "missing", "M": "not_applicable", "P": "provisional", "E": "estimated",
    "B": "break", "U": "unreliable", "D": "differing", "I": "imputed", "F": "forecast",
}  # fmt: skip
RTL = frozenset({"ar", "fa", "ur", "ps", "he"})


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return {name: dict(each) for name, each in read_yaml(WORDS).items()}


def say(word: str, language: str, **params: object) -> str:
    """A word or sentence of the profile; KeyError for one that is not in `words.yaml`."""
    found = _words()[word]
    return (found.get(language) or found["en"]).format_map(params)


@cache
def place_name(code: str, language: str) -> str:
    """A country or area in the reader's language; the codelist's own label where no name is known."""
    if code in NAMES:
        return NAMES[code].get(language, NAMES[code]["en"])
    found = pycountry.countries.get(alpha_3=code) if len(code) == 3 and code.isalpha() else None
    named = Locale.parse(language).territories.get(found.alpha_2) if found else None
    return named or codelist("area").label(code)


@cache
def code_name(list_name: str, code: str, language: str) -> str:
    """What a code of any codelist is called."""
    if list_name in ("area", "citizen"):
        return place_name(code, language)
    if code in NAMES:
        return NAMES[code].get(language, NAMES[code]["en"])
    return codelist(list_name).label(code) if list_name in codelist_names() else code


def number(value: float, unit: str, language: str) -> str:
    """A figure in the reader's way of writing: counts whole, the rest with one or two decimals."""
    pattern = "#,##0" if unit in WHOLE or abs(value) >= 1000 else "#,##0.##" if abs(value) < 10 else "#,##0.#"
    return str(format_decimal(value, pattern, locale=language))


def shown(value: float | None, status: str, unit: str, language: str) -> str:
    """A figure in words: suppressed, missing and not applicable are said, nought is nought."""
    if value is None:
        return say(STATUS.get(status, "missing"), language)
    return number(value, unit, language)


def mark(status: str, language: str) -> str:
    """What to say beside a figure that is there but marked; "" for a plain one."""
    return "" if status in ("A", "Q", "O", "L", "M") or status not in STATUS else say(STATUS[status], language)


def day(when: date, language: str) -> str:
    """A day in words."""
    return str(format_date(when, "long", locale=language))
