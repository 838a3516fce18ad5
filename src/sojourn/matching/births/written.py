"""What a written birth date says, before it is a day: numbers, a month's name, an age, doubt."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from sojourn.matching.births.calendars import Calendar

_MONTHS = Path(__file__).parent / "rules" / "months.tsv"
_DOUBT = re.compile(
    r"(^|\s)(about|approx\w*|around|circa|ca\.?|c\.|est\.?|estimated|vers|environ|env\.?|etwa|ungefähr|um|hacia|aprox\w*|"
    r"yaklaşık|около|примерно|ок\.|приблизно|близько|حوالي|حوالی|تقريبا|تقریبا|تقریباً|تقريباً|ገደማ|አካባቢ|আনুমানিক)(?=\s|\d|$)|[~≈?±]"
)
_AGE = re.compile(
    r"^(?:age|aged|âge|alter|edad|yaş|عمر|العمر|سن|возраст|вік|ዕድሜ|বয়স)?[\s:]*(\d{1,3})\s*"
    r"(years?|yrs?|yo|y\.?o\.?|y|ans?|jahre?|años?|yaş\w*|سنة|سنوات|عام|سال|ساله|کلن|лет|года?|років|роки|рік|ዓመት|ዓመታት|বছর)?"
    r"(?:\s*old|\s*alt)?$"
)
_SAYS_AGE = re.compile(r"^[^\W\d]")
_SPAN = re.compile(
    r"^(?:between|entre|zwischen|from|بين|بین|между|між)?\s*(\d{4})\s*(?:-|–|—|and|et|und|y|to|و|и|і|/)\s*(\d{4})$"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_TIME = re.compile(r"[t\s]\d{1,2}:\d{2}.*$")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_][^\d\s/.,\-]*")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Written:
    """Numbers as they stood; a month above 12 was taken for the day, where that can be. No day was checked yet."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_year: int | None = None
    age: int | None = None
    doubt: bool = False
    two_digits: bool = False
    named_month: bool = False
    calendar: Calendar | None = None


@cache
def _months() -> dict[str, tuple[Calendar, int]]:
    found: dict[str, tuple[Calendar, int]] = {}
    for line in _MONTHS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            calendar, month, names = line.split("\t")
            for name in names.split():
                found.setdefault(plain(name.replace("_", " ")), (calendar, int(month)))  # type: ignore[arg-type]
    return found


def plain(text: str) -> str:
    """Lower-case, one blank between words, digits 0 to 9, Arabic letters in one form."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)
    text = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
    return _SPACES.sub(" ", text).strip(" .,،")


_FOLD = {
    ord("ي"): "ی",
    ord("ى"): "ی",
    ord("ك"): "ک",
    ord("أ"): "ا",
    ord("إ"): "ا",
    0x0640: None,
    0x200C: " ",
    0x200E: None,
    0x200F: None,
}


def understood(text: str) -> Written | None:
    """Understand what was written; None when there is no date in it."""
    said = plain(text)
    doubt = _DOUBT.search(said) is not None
    said = _SPACES.sub(" ", _DOUBT.sub(" ", said)).strip(" .,()")
    if span := _SPAN.match(said):
        return Written(year=int(span[1]), last_year=int(span[2]), doubt=doubt)
    if (age := _AGE.match(said)) and (age[2] or doubt or _SAYS_AGE.match(said)):
        return Written(age=int(age[1]), doubt=doubt)
    if compact := _COMPACT.match(said):
        return _numbers([compact[1], compact[2], compact[3]], doubt)
    return _dated(_TIME.sub("", said), doubt)


def _dated(said: str, doubt: bool) -> Written | None:
    numbers = _NUMBER.findall(said)
    words = " ".join(_WORD.findall(said))
    named = _named_month(words) if words else None
    if words and named is None and not _is_filler(words):
        return None
    if named is None:
        return _numbers(numbers, doubt)
    return _with_name(numbers, named, doubt)


def _is_filler(words: str) -> bool:
    return all(word in _FILLERS for word in words.split())


_FILLERS = frozenset(
    {
        "born",
        "in",
        "on",
        "le",
        "né",
        "née",
        "en",
        "am",
        "de",
        "the",
        "of",
        "g",
        "ad",
        "ce",
        "ه",
        "م",
        "هـ",
        "ش",
        "هش",
        "г",
        "р",
        "року",
        "года",
        "year",
        "year:",
        "dob",
        "dob:",
        "سنة",
        "سال",
        "عام",
        "ዓ",
        "ም",
    }
)


def _named_month(words: str) -> tuple[Calendar, int] | None:
    months = _months()
    if words in months:
        return months[words]
    parts = words.split()
    pairs = [" ".join(pair) for pair in pairwise(parts)]
    return next((months[name] for name in (*pairs, *parts) if name in months), None)


def _with_name(numbers: list[str], named: tuple[Calendar, int], doubt: bool) -> Written | None:
    calendar, month = named
    if len(numbers) == 1:
        return Written(
            int(numbers[0]), month, doubt=doubt, named_month=True, calendar=calendar, two_digits=len(numbers[0]) < 3
        )
    if len(numbers) != 2:
        return None
    first, second = numbers
    day, year = (second, first) if len(first) == 4 else (first, second)
    return Written(
        int(year), month, int(day), doubt=doubt, named_month=True, calendar=calendar, two_digits=len(year) < 3
    )


def _numbers(numbers: list[str], doubt: bool) -> Written | None:
    if len(numbers) == 1 and len(numbers[0]) in (2, 4):
        return Written(int(numbers[0]), doubt=doubt, two_digits=len(numbers[0]) == 2)
    if len(numbers) == 2:
        month, year = numbers if len(numbers[1]) == 4 else numbers[::-1]
        return Written(int(year), int(month), doubt=doubt) if len(year) == 4 else None
    if len(numbers) != 3:
        return None
    if len(numbers[0]) == 4:
        year, month, day = numbers
    else:
        day, month, year = numbers
    thirteenth = int(month) == 13 and int(day) <= 6 and len(numbers[0]) == 4
    if int(month) > 12 >= int(day) and int(month) < 32 and not thirteenth:
        day, month = month, day
    return Written(int(year), int(month), int(day), doubt=doubt, two_digits=len(year) < 3)
