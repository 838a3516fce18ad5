"""Code a record for comparing."""

from __future__ import annotations

from typing import Literal

from sojourn.matching.births import Birth
from sojourn.matching.names import Name, NamePart
from sojourn.matching.rarity import Rarity, shipped
from sojourn.matching.records import Record
from sojourn.matching.traits.shapes import BirthTrait, Role, Traits, Word

# A longer name adds no evidence that the first words don't give, and every word is compared with every other.
MOST_WORDS = 6


def traits_of(record: Record, rarity: Rarity | None = None) -> Traits:
    """Code `record`; `rarity` says how rare a skeleton is (the shipped table unless a batch knows better)."""
    rare = rarity or shipped()
    father = _words(record.father, rare, role="father") if record.father else ()
    return Traits(
        pools=tuple(_pool(_words(name, rare), father) for name in record.names),
        births=tuple(birth_trait(birth) for birth in record.births),
        sex=record.sex,
        nationalities=record.nationalities,
        languages=record.languages,
        phones=frozenset(filter(None, map(_phone, record.phones))),
        documents=record.documents,
        places=record.places,
        mother=_words(record.mother, rare) if record.mother else (),
    )


def _phone(written: str) -> str:
    """The last nine digits, with or without the country's code; fewer than six are no number."""
    digits = "".join(char for char in written if char.isdigit())[-9:]
    return digits if len(digits) >= 6 else ""


def _words(name: Name, rare: Rarity, role: Role | Literal[""] = "") -> tuple[Word, ...]:
    return tuple(word_of(part, rare, role) for part in name.parts if part.skeleton or part.roman)


def word_of(part: NamePart, rare: Rarity, role: Role | Literal[""] = "") -> Word:
    """Code one part of a name; `role` overrules its own."""
    skeleton = part.skeleton or part.roman
    return Word(
        text=part.text.casefold(),
        roman=part.roman,
        others=part.others,
        skeleton=skeleton,
        skeletons=frozenset((skeleton, *part.skeletons)),
        kind=part.variant or skeleton,
        role=role or part.role,
        bits=rare.bits(skeleton),
        vowelless=is_vowelless(part.text),
        known=part.known,
    )


def is_vowelless(text: str) -> bool:
    """Whether `text` is in a script that leaves its vowels out: Hebrew, Arabic, Syriac (U+0590 to U+08FF)."""
    return any("\u0590" <= char <= "\u08ff" for char in text[:2])


def _pool(words: tuple[Word, ...], father: tuple[Word, ...]) -> tuple[Word, ...]:
    """A name and the father's, each word once: a father's name given twice is no evidence twice."""
    pool = list(words[:MOST_WORDS])
    seen = {word.skeleton for word in pool}
    for word in father:
        if word.skeleton not in seen and len(pool) < MOST_WORDS:
            pool.append(word)
            seen.add(word.skeleton)
    return tuple(pool)


def birth_trait(birth: Birth) -> BirthTrait:
    """Code one birth."""
    first, last = birth.earliest, birth.latest
    return BirthTrait(
        (first.year, first.month, first.day), (last.year, last.month, last.day), birth.default_day or birth.estimated
    )
