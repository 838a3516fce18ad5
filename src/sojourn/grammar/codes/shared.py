"""Lists every programme shares: countries, nationalities, languages, currencies, sex, yes and no.

Codes: ISO 3166-1 alpha-3 and ISO 4217 and ISO 639-3 as pycountry carries them; names in other languages: CLDR as
babel carries it. `XKX` is the user-assigned code in common use for Kosovo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pycountry
from babel import Locale

from sojourn.grammar.codes.model import Choice, ChoiceList
from sojourn.grammar.codes.reading import read_codes
from sojourn.grammar.languages import LANGUAGES

# Units of account and metals: nobody is paid in them.
_NOT_MONEY = frozenset(
    ("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "XAD", "XAG", "XAU", "XBA", "XBB",
     "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX")
)  # fmt: skip


@dataclass(frozen=True)
class _Names(Mapping[str, str]):
    """The names of one thing, looked up in CLDR when somebody asks for that language."""

    kind: str
    key: str
    english: str

    def __getitem__(self, language: str) -> str:
        if language in LANGUAGES and (name := _table(self.kind, language).get(self.key)):
            return name
        if language == "en":
            return self.english
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        return (language for language in LANGUAGES if language in self)

    def __contains__(self, language: object) -> bool:
        return language == "en" or (language in LANGUAGES and self.key in _table(self.kind, str(language)))

    def __len__(self) -> int:
        return sum(1 for _language in self)


@cache
def _table(kind: str, language: str) -> Mapping[str, str]:
    locale = Locale.parse(language)
    tables = {"territory": locale.territories, "language": locale.languages, "currency": locale.currencies}
    return {str(key): str(name) for key, name in tables[kind].items()}


@cache
def shared_list(name: str) -> ChoiceList | None:
    """The shared list called `name`, or None when there is none."""
    if name in _BUILT:
        return _BUILT[name]()
    written = _written()
    return written.get(name) if name not in ("open_codes", "no_nationality") else None


def shared_names() -> tuple[str, ...]:
    """The names of all shared lists."""
    return (*_BUILT, *(name for name in _written() if name not in ("open_codes", "no_nationality")))


def opened(choices: ChoiceList) -> ChoiceList:
    """The list as forms offer it: with `unknown` and `declined` at its end, unless it is closed or has them."""
    if choices.closed:
        return choices
    further = tuple(code for code in _written()["open_codes"].choices if code.name not in choices.by_name)
    return ChoiceList(choices.name, (*choices.choices, *further))


@cache
def _written() -> Mapping[str, ChoiceList]:
    return read_codes(Path(__file__).parent / "shared.yaml", file="shared.yaml")


def _countries(name: str) -> list[Choice]:
    known = [(country.alpha_3, country.alpha_2, country.name) for country in pycountry.countries]
    known.append(("XKX", "XK", "Kosovo"))
    named = [Choice(three, _Names("territory", two, english)) for three, two, english in known]
    return sorted(named, key=lambda choice: choice.labels["en"])


def _country() -> ChoiceList:
    return ChoiceList("country", tuple(_countries("country")))


def _nationality() -> ChoiceList:
    none = _written()["no_nationality"].choices
    declined = _written()["open_codes"].by_name["declined"]
    return ChoiceList("nationality", (*_countries("nationality"), *none, declined), closed=True)


def _language() -> ChoiceList:
    english = _table("language", "en")
    found = []
    for language in pycountry.languages:
        key = getattr(language, "alpha_2", None) or language.alpha_3
        if key in english and language.type == "L":
            found.append(Choice(language.alpha_3, _Names("language", key, language.name)))
    return ChoiceList("language", tuple(sorted(found, key=lambda choice: choice.labels["en"])))


def _currency() -> ChoiceList:
    money = [currency for currency in pycountry.currencies if currency.alpha_3 not in _NOT_MONEY]
    named = (Choice(one.alpha_3, _Names("currency", one.alpha_3, one.name)) for one in money)
    return ChoiceList("currency", tuple(sorted(named, key=lambda choice: choice.name)), closed=True)


_BUILT: Mapping[str, Callable[[], ChoiceList]] = {
    "country": _country,
    "nationality": _nationality,
    "language": _language,
    "currency": _currency,
}
