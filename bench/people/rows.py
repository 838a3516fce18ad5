"""What one row shows of a person: in one script or another, complete or not, right or not."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from bench.people.cultures import Word, family_of, for_sex, plain
from bench.people.noise import confused, mistyped, respelt, scanned
from bench.people.persons import Person
from bench.people.profiles import Profile

COLUMNS = (
    "record_id", "entity_id", "full_name", "given_name", "family_name", "father_name", "mother_name", "birth_date",
    "sex", "nationality", "phone", "document", "place", "language", "culture",
)  # fmt: skip
_SHORT = {
    "Oleksandr": "Sasha", "Aleksandr": "Sasha", "Kateryna": "Katya", "Ekaterina": "Katya", "Mykola": "Kolya",
    "Nikolay": "Kolya", "Volodymyr": "Volodya", "Vladimir": "Vova", "Dmytro": "Dima", "Dmitry": "Dima",
    "Nataliia": "Natasha", "Tetiana": "Tanya", "Mariia": "Masha", "Mykhailo": "Misha", "Abdul Rahman": "Abdo",
    "Mohammad": "Hamoudi", "Mustafa": "Mosto", "Fatoumata": "Fatou", "Mamadou": "Madou", "Ibrahima": "Ibou",
    "José": "Pepe", "María": "Mari", "Francisco": "Paco", "Guadalupe": "Lupe", "Concepción": "Concha",
}  # fmt: skip


def row_of(rng: Random, person: Person, profile: Profile, first: bool) -> tuple[str, ...]:
    """Write a person down: everything of a row after its two identifiers. `first` is the earliest registration."""
    chance = rng.random
    native = chance() < profile.native
    given = _word(rng, _called(rng, person.given, profile), person.culture, native, profile)
    family = _family(rng, person, profile, first)
    written = _word(rng, for_sex(family, person.culture, person.sex), person.culture, native, profile)
    father = _word(rng, person.father, person.culture, native, profile)
    if person.culture == "ethiopian":
        written = "" if chance() < 0.3 else _word(rng, person.grandfather, person.culture, native, profile)
        written = f"{father} {written}".strip()
    elif person.second_family[0] and chance() >= profile.dropped_word:
        second = _word(rng, person.second_family, person.culture, native, profile)
        written = f"{written} {second}" if chance() < 0.8 else f"{written}-{second}"
    return (
        *_names(rng, person, given, father, written, native, profile),
        "" if chance() < profile.father_missing else father,
        "" if chance() < profile.mother_missing else _word(rng, person.mother, person.culture, native, profile),
        _birth(rng, person.born_on, profile),
        ("F" if person.sex == "M" else "M") if chance() < profile.sex_wrong else person.sex,
        person.nationality,
        _phone(rng, person, profile, first),
        _document(rng, person, profile),
        _place(rng, person, profile, first),
        person.language,
        person.culture,
    )


def _called(rng: Random, given: Word, profile: Profile) -> Word:
    if rng.random() < profile.nickname and (short := _SHORT.get(given[1]) or _SHORT.get(given[0])):
        return short, short
    return given


def _word(rng: Random, word: Word, culture: str, native: bool, profile: Profile) -> str:
    chance = rng.random
    if native:
        text = word[0]
        return (confused(rng, text) if chance() < 0.5 else mistyped(rng, text)) if chance() < profile.typo else text
    text = word[1]
    if chance() < profile.respelt:
        text = respelt(rng, text, culture)
    if chance() < profile.typo:
        text = mistyped(rng, text)
    if chance() < profile.ocr:
        text = scanned(rng, text)
    return text


def _family(rng: Random, person: Person, profile: Profile, first: bool) -> Word:
    if not first and person.sex == "F" and person.born_on.year < 2006 and rng.random() < profile.married:
        return family_of(rng, person.culture) if person.family[0] else person.family
    return person.family


def _names(
    rng: Random, person: Person, given: str, father: str, family: str, native: bool, profile: Profile
) -> tuple[str, str, str]:
    chance = rng.random
    if chance() < profile.dropped_word and " " in given:
        given = given.split(" ")[0]
    if chance() < profile.swapped:
        given, family = family, given
    if chance() >= profile.one_field:
        return "", given, family
    if person.culture == "chinese" and native:
        return family + given, "", ""
    middle = father if person.culture in ("arab", "kurdish") and chance() < 0.5 else ""
    words = [family, given] if person.culture == "chinese" else [given, middle, family]
    text = " ".join(filter(None, words))
    return (text.upper() if chance() < 0.2 else text), "", ""


def _birth(rng: Random, born_on: date, profile: Profile) -> str:
    chance = rng.random
    if chance() < profile.birth_missing:
        return ""
    if chance() < profile.birth_shifted:
        kind = chance()
        days = int(1 + 8 * chance()) if kind < 0.4 else 365 if kind < 0.8 else 730
        born_on += timedelta(days=days if chance() < 0.5 else -days)
    if chance() < profile.birth_year_only:
        return str(born_on.year)
    if chance() < profile.birth_first_january:
        return f"{born_on.year}-01-01"
    if chance() < profile.birth_swapped and born_on.day <= 12:
        return f"{born_on.year}-{born_on.day:02d}-{born_on.month:02d}"
    return born_on.isoformat()


def _phone(rng: Random, person: Person, profile: Profile, first: bool) -> str:
    chance = rng.random
    if chance() < profile.phone_missing:
        return ""
    if not first and chance() < profile.phone_changed:
        return person.phone[:-7] + str(int(1e6 + 9e6 * chance()))
    return "00" + person.phone[1:] if chance() < 0.15 else person.phone


def _document(rng: Random, person: Person, profile: Profile) -> str:
    chance = rng.random
    if chance() < profile.document_missing:
        return ""
    if chance() < profile.document_slip:
        place = 1 + int((len(person.document) - 1) * chance())
        return person.document[:place] + str(int(10 * chance())) + person.document[place + 1 :]
    return person.document


def _place(rng: Random, person: Person, profile: Profile, first: bool) -> str:
    if rng.random() < profile.place_missing:
        return ""
    if not first and rng.random() < profile.moved:
        return ""
    return plain(person.place)
