"""A card: the little of a person that ranking needs, as one short text to be kept beside the keys."""

from __future__ import annotations

from functools import lru_cache

from sojourn.matching.rarity import shipped
from sojourn.matching.records import Record
from sojourn.matching.traits import BirthTrait, Traits, Word, traits_of

# Names apart by this, words by blanks, forms of a word by slashes, births after the bar; a word whose script leaves
# its vowels out ends in a mark.
NAMES, _FORMS, _BIRTHS, _VOWELLESS = ";", "/", "|", "~"
# A blank inside a form, such as that of a class of variants.
_BLANK = "␣"


def card_of(record: Record) -> str:
    """Return the card of a record, such as "mohamed/mkmt/mohammed ali/al/al|19900304"."""
    return card_of_traits(traits_of(record))


def card_of_traits(traits: Traits) -> str:
    """Return the card of a coded record."""
    names = NAMES.join(" ".join(map(_word_written, pool)) for pool in traits.pools)
    return names + _BIRTHS + " ".join(_written(birth) for birth in traits.births)


def _word_written(word: Word) -> str:
    return _FORMS.join((word.roman, word.skeleton, word.kind)).replace(" ", _BLANK) + _VOWELLESS * word.vowelless


def parts_of(card: str) -> tuple[str, str]:
    """Return the names of a card and its births, still written."""
    names, _, births = card.partition(_BIRTHS)
    return names, births


def births_of(written: str) -> tuple[BirthTrait, ...]:
    """Return the births of a card."""
    return tuple([_birth(birth) for birth in written.split()])


@lru_cache(maxsize=1 << 17)
def word_of(written: str) -> Word:
    """Return one word of a card."""
    roman, skeleton, kind = written.rstrip(_VOWELLESS).replace(_BLANK, " ").split(_FORMS)
    bits, vowelless = shipped().bits(skeleton), written.endswith(_VOWELLESS)
    return Word(roman, roman, (), skeleton, frozenset((skeleton,)), kind, "unknown", bits, vowelless)


def _written(birth: BirthTrait) -> str:
    first, last = ("{}-{}-{}".format(*day) for day in (birth.earliest, birth.latest))
    return f"{first}~{last}{'?' * birth.default_day}"


@lru_cache(maxsize=1 << 17)
def _birth(written: str) -> BirthTrait:
    first, _, last = written.rstrip("?").partition("~")
    return BirthTrait(_day(first), _day(last), written.endswith("?"))


def _day(written: str) -> tuple[int, int, int]:
    year, month, day = map(int, written.split("-"))
    return year, month, day
