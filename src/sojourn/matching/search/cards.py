"""A card: the little of a person that ranking needs, as one short text to be kept beside the keys."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sojourn.matching.rarity import shipped
from sojourn.matching.records import Record
from sojourn.matching.traits import BirthTrait, Traits, Word, traits_of

# Names apart by this, words by blanks, forms of a word by slashes, births after the bar.
_NAMES, _FORMS, _BIRTHS = ";", "/", "|"


@dataclass(frozen=True, slots=True)
class Card:
    """Names and births as they are compared."""

    pools: tuple[tuple[Word, ...], ...]
    births: tuple[BirthTrait, ...]


def card_of(record: Record) -> str:
    """Return the card of a record, such as "mohamed/mkmt/mohammed ali/al/al|19900304"."""
    return card_of_traits(traits_of(record))


def card_of_traits(traits: Traits) -> str:
    """Return the card of a coded record."""
    names = _NAMES.join(" ".join(_FORMS.join((w.roman, w.skeleton, w.kind)) for w in pool) for pool in traits.pools)
    return names + _BIRTHS + " ".join(_written(birth) for birth in traits.births)


def read_card(card: str) -> Card:
    """Return what a card says."""
    names, _, births = card.partition(_BIRTHS)
    return Card(
        tuple(tuple(map(_word, name.split())) for name in names.split(_NAMES)), tuple(map(_birth, births.split()))
    )  # fmt: skip


@lru_cache(maxsize=1 << 17)
def _word(written: str) -> Word:
    roman, skeleton, kind = written.split(_FORMS)
    return Word(roman, roman, (), skeleton, frozenset((skeleton,)), kind, "unknown", shipped().bits(skeleton), False)


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
