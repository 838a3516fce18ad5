"""People and their relatives: households in which the wrong match is tempting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from bench.people.cultures import CULTURES, Word, family_of, given_of

NOBODY: Word = ("", "")
_CULTURES = tuple(CULTURES)
_SHARES = tuple(accumulate(share for share, *_ in CULTURES.values()))
_FIRST_DAY = date(1945, 1, 1).toordinal()
_LAST_DAY = date(2022, 12, 31).toordinal()


@dataclass(slots=True)
class Person:
    """Who somebody truly is; what a row shows of it is drawn anew each time."""

    culture: str
    sex: str
    given: Word
    father: Word
    grandfather: Word
    mother: Word
    family: Word
    second_family: Word
    born_on: date
    nationality: str
    phone: str
    document: str
    place: str
    language: str


def draw(rng: Random) -> Person:
    """Draw somebody without relatives."""
    chance = rng.random() * _SHARES[-1]
    culture = _CULTURES[next(place for place, share in enumerate(_SHARES) if chance <= share)]
    _, language, states, towns = CULTURES[culture]
    sex = "M" if rng.random() < 0.55 else "F"
    nationality, code, length = states[int(len(states) * rng.random())].split(":")
    return Person(
        culture, sex, given_of(rng, culture, sex), given_of(rng, culture, "M"), given_of(rng, culture, "M"),
        given_of(rng, culture, "F"), NOBODY if culture == "ethiopian" else family_of(rng, culture),
        family_of(rng, culture) if culture == "european" and rng.random() < 0.5 else NOBODY,
        date.fromordinal(_day(rng)), nationality, _phone(rng, code, int(length)), _document(rng),
        towns[int(len(towns) * rng.random())], language,
    )  # fmt: skip


def _day(rng: Random) -> int:
    """Younger people are more of those on the move."""
    return int(_LAST_DAY - (_LAST_DAY - _FIRST_DAY) * rng.random() ** 1.3)


def _phone(rng: Random, code: str, length: int) -> str:
    return f"+{code}{int(10 ** (length - 1) * (1 + 8.99 * rng.random()))}"


def _document(rng: Random) -> str:
    return "ABCDEGHKLMNPRTUVXZ"[int(18 * rng.random())] + str(int(1e6 + 9e6 * rng.random()))


def household(rng: Random, relatives: float) -> Iterator[Person]:
    """Draw somebody, and sometimes the people most like them who are somebody else."""
    person = draw(rng)
    yield person
    if rng.random() >= relatives:
        return
    chance = rng.random()
    if chance < 0.15:
        yield _sibling(rng, person, twin=True)
    elif chance < 0.55:
        for _ in range(1 + int(3 * rng.random())):
            yield _sibling(rng, person, twin=False)
    elif chance < 0.70:
        yield _child_of_the_same_name(rng, person)
    elif chance < 0.88:
        yield _namesake(rng, person)
    else:
        yield _cousin(rng, person)


def _anew(rng: Random, person: Person, **changes: object) -> Person:
    """A different person: papers, and mostly a telephone, of their own."""
    phone = person.phone if rng.random() < 0.35 else person.phone[:-6] + str(int(1e5 + 9e5 * rng.random()))
    return replace(person, document=_document(rng), **({"phone": phone} | changes))  # type: ignore[arg-type]


def _sibling(rng: Random, person: Person, *, twin: bool) -> Person:
    sex = person.sex if rng.random() < 0.5 else ("F" if person.sex == "M" else "M")
    days = 0 if twin else int(330 + 3000 * rng.random()) * (1 if rng.random() < 0.5 else -1)
    given = _other(rng, person, sex)
    return _anew(rng, person, sex=sex, given=given, born_on=person.born_on + timedelta(days=days))


def _other(rng: Random, person: Person, sex: str) -> Word:
    for _ in range(20):
        given = given_of(rng, person.culture, sex)
        if given != person.given:
            return given
    return given


def _child_of_the_same_name(rng: Random, person: Person) -> Person:
    """Father and son, or mother and daughter, with one name; where fathers are named, the chain moves on."""
    born_on = person.born_on - timedelta(days=int(365 * (19 + 20 * rng.random())))
    father = person.grandfather if person.sex == "M" else given_of(rng, person.culture, "M")
    return _anew(rng, person, born_on=born_on, father=father, grandfather=given_of(rng, person.culture, "M"))


def _namesake(rng: Random, person: Person) -> Person:
    """Same names in the same town; sometimes even the father's name or the year of birth is the same."""
    father = person.father if rng.random() < 0.3 else given_of(rng, person.culture, "M")
    days = int(3650 * (rng.random() - 0.5)) if rng.random() < 0.5 else int(20000 * (rng.random() - 0.5))
    born_on = person.born_on + timedelta(days=days or 400)
    mother = given_of(rng, person.culture, "F")
    other = draw(rng)
    return replace(person, father=father, mother=mother, born_on=born_on, document=other.document,
                   phone=person.phone[:-7] + str(int(1e6 + 9e6 * rng.random())))  # fmt: skip


def _cousin(rng: Random, person: Person) -> Person:
    """Same family and grandfather; sometimes both carry the grandfather's name."""
    given = person.given if rng.random() < 0.4 else _other(rng, person, person.sex)
    days = int(365 + 2500 * rng.random()) * (1 if rng.random() < 0.5 else -1)
    return _anew(rng, person, given=given, father=_other(rng, person, "M"), mother=given_of(rng, person.culture, "F"),
                 born_on=person.born_on + timedelta(days=days))  # fmt: skip
