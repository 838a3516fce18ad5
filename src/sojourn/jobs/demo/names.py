"""Names that nobody bears, and the particulars that differ from one invented person to the next."""

from __future__ import annotations

import random
from dataclasses import dataclass

FAMILIES = (
    "Testperson", "Examplina", "Placeholder", "Sampleton", "Mockson", "Fictiva", "Dummyov", "Inventeau", "Trialsky",
    "Nobodini", "Fabricated", "Imaginari", "Pretendez", "Specimena", "Pseudonym", "Anyonesco",
)  # fmt: skip
GIVEN = (
    "Alder", "Birch", "Cedar", "Dogwood", "Elmwood", "Firtree", "Gorse", "Hawthorn", "Ironwood", "Juniper", "Katsura",
    "Larch", "Mahogany", "Nutmeg", "Oakley", "Poplar", "Quillwort", "Redwood", "Sequoia", "Tamarind", "Umbrella",
    "Verbena", "Willow", "Yarrow", "Zinnia", "Bracken", "Clover", "Dandelion", "Fennel", "Heather", "Lichen",
    "Marigold", "Nettle", "Orchid", "Primrose", "Sorrel", "Thistle", "Vetch", "Wisteria", "Yewtree",
)  # fmt: skip
COUNTRIES = {"GEO": "kat", "ARM": "hye", "MDA": "ron", "SRB": "srp", "IRQ": "ara", "GHA": "eng"}
# What the lives put behind the number of one passport, for the others of the family.
FAMILY = ("R", "W")
PLACES = ("Testtown", "Sampleville", "Mockingham", "Placeholder Springs")


@dataclass(frozen=True)
class Invented:
    """Somebody made up: the words of a life that differ, by their name there."""

    words: dict[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The words that are somebody's alone, in a fixed order: names, and the numbers of passports."""
        paper = self.words["paper"]
        names = (self.words[key] for key in ("family", "given", "spouse", "child"))
        return (*names, paper, *(f"{paper}{whose}" for whose in FAMILY))


def invent(chance: random.Random, serial: int) -> Invented:
    """Make somebody up; `serial` makes the passport's number."""
    # No word twice, so that a copy can change each of them without touching another.
    given = chance.sample(GIVEN, 6)
    sex = chance.choice("MF")
    country = chance.choices(tuple(COUNTRIES), (6, 2, 2, 2, 2, 1))[0]
    year = chance.choices((1950, 1960, 1970, 1980, 1990, 2000), (1, 2, 4, 7, 8, 5))[0] + chance.randrange(8)
    ill, alone = chance.random() < 0.15, chance.random() < 0.1
    return Invented({
        "family": FAMILIES[serial % len(FAMILIES)], "given": " ".join(given[:2]),
        "spouse": " ".join(given[2:4]), "child": " ".join(given[4:]),
        "sex": sex, "othersex": "F" if sex == "M" else "M", "childsex": chance.choice("MF"),
        "birth": _day(chance, year), "spousebirth": _day(chance, year - chance.randrange(4)),
        "childbirth": _day(chance, 2010 + chance.randrange(12)),
        "country": country, "language": COUNTRIES[country], "place": chance.choice(PLACES),
        "paper": f"T{serial:07d}", "ill": _yes(ill), "alone": _yes(alone),
        "illiterate": _yes(chance.random() < 0.05), "destitute": _yes(chance.random() < 0.1),
    })  # fmt: skip


def _day(chance: random.Random, year: int) -> str:
    return f"{year}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 28):02d}"


def _yes(said: bool) -> str:
    return "yes" if said else "no"
