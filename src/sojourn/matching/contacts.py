"""Telephone numbers, document numbers and places in one form, so that equal things are equal text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import phonenumbers

from sojourn.matching.names.letters import clean
from sojourn.matching.names.words import word_of

_MANY = re.compile(r"[;|\n،,]|\s/\s")
_MANY_DOCUMENTS = re.compile(r"[;|\n،,]")
_NOT_DIGITS = re.compile(r"\D+")
_NOT_DOCUMENT = re.compile(r"[^A-Z0-9]+")
_STATED = re.compile(r"^([A-Z]{3})\s*[:]\s*(.+)$")
_WORD = re.compile(r"[^\s\-,;/().'’|]+")
# Shorter than that, a number is an extension or a mistake.
LEAST_DIGITS = 6


@lru_cache(maxsize=1 << 16)
def phones_of(text: str, region: str = "") -> frozenset[str]:
    """Every number in a cell: "+963944123456" where the country is known, else its digits without leading zeros.

    `region` is the ISO 3166 alpha-2 code that numbers without a country code belong to.
    """
    return frozenset(filter(None, (_phone(part, region.upper()) for part in _MANY.split(_with_digits(text)))))


def _phone(text: str, region: str) -> str:
    digits = _NOT_DIGITS.sub("", text)
    if len(digits) < LEAST_DIGITS:
        return ""
    stripped = text.strip()
    if stripped.startswith(("+", "00")) and "(0)" not in stripped:
        return "+" + (digits[2:] if stripped.startswith("00") else digits)
    if region or stripped.startswith("+"):
        try:
            number = phonenumbers.parse(stripped, region or None)
        except phonenumbers.NumberParseException:
            return digits.lstrip("0")
        if phonenumbers.is_possible_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return digits.lstrip("0")


def documents_of(text: str, state: str = "") -> frozenset[str]:
    """Every document number in a cell as "STATE:NUMBER" (ISO 3166 alpha-3, empty when unknown), A to Z and 0 to 9."""
    found = set()
    for part in _MANY_DOCUMENTS.split(_with_digits(text).upper()):
        stated = _STATED.match(part.strip())
        number = _NOT_DOCUMENT.sub("", stated[2] if stated else part)
        if len(number) >= 4:
            found.add(f"{stated[1] if stated else state}:{number}")
    return frozenset(found)


@lru_cache(maxsize=1 << 15)
def places_of(text: str) -> frozenset[str]:
    """The words of a place, romanised; shorter ones than three letters say nothing."""
    words = (word_of(clean(word), "").romans for word in _WORD.findall(text))
    return frozenset(romans[0] for romans in words if romans and len(romans[0]) > 2)


def _with_digits(text: str) -> str:
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in folded)
