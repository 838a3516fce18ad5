"""Name lists of nine cultures, and how a family, a father and a mother name their children in each."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

# A word of a name in its own script and romanised.
Word = tuple[str, str]

# The share of people, the language, nationalities with their telephone code and length, towns.
CULTURES: dict[str, tuple[float, str, tuple[str, ...], tuple[str, ...]]] = {
    "arab": (0.24, "ar", ("SY:963:9", "IQ:964:10", "LB:961:8"),
        ("Aleppo", "Homs", "Mosul", "Basra", "Tripoli", "Idlib")),
    "afghan": (0.16, "fa", ("AF:93:9", "IR:98:10"),
        ("Kabul", "Herat", "Kandahar", "Mazar-e Sharif", "Ghazni", "Mashhad")),
    "ethiopian": (0.12, "ti", ("ER:291:7", "ET:251:9"),
        ("Asmara", "Keren", "Mekelle", "Gondar", "Addis Ababa", "Adigrat")),
    "slavic": (0.12, "uk", ("UA:380:9", "RU:7:10"), ("Kharkiv", "Lviv", "Odesa", "Mariupol", "Grozny", "Poltava")),
    "westafrican": (0.12, "fr", ("GN:224:9", "ML:223:8", "SN:221:9", "CI:225:10", "NG:234:10"),
                    ("Conakry", "Bamako", "Dakar", "Kayes", "Abidjan", "Benin City")),
    "bengali": (0.08, "bn", ("BD:880:10",), ("Dhaka", "Sylhet", "Chittagong", "Comilla", "Cox's Bazar", "Khulna")),
    "kurdish": (0.06, "ckb", ("IQ:964:10", "IR:98:10"),
        ("Erbil", "Sulaymaniyah", "Duhok", "Kirkuk", "Halabja", "Sanandaj")),
    "european": (0.06, "es", ("VE:58:10", "CO:57:10", "RO:40:9", "AL:355:9", "TR:90:10", "RS:381:9"),
                 ("Caracas", "Maracaibo", "Bogota", "Timisoara", "Tirana", "Izmir")),
    "chinese": (0.04, "zh", ("CN:86:11",), ("Fuzhou", "Wenzhou", "Shenyang", "Qingtian", "Changle", "Dalian")),
}  # fmt: skip

_LISTS = Path(__file__).parent / "lists"


@dataclass(frozen=True)
class Lists:
    """The words of one culture by kind."""

    men: tuple[Word, ...]
    women: tuple[Word, ...]
    families: tuple[Word, ...]
    gendered: frozenset[str]


@cache
def lists_of(culture: str) -> Lists:
    """Read one culture's list."""
    kinds: dict[str, list[Word]] = {"m": [], "f": [], "family": []}
    gendered = set()
    for line in (_LISTS / f"{culture}.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, native, roman = line.split("\t")
        word = (native or roman, roman if native else plain(roman))
        if kind == "family_gendered":
            gendered.add(word[1])
        kinds[kind.partition("_")[0]].append(word)
    return Lists(tuple(kinds["m"]), tuple(kinds["f"]), tuple(kinds["family"]), frozenset(gendered))


_PLAIN: dict[str | int, str | int | None] = {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "ı": "i", "ø": "o"}


def plain(roman: str) -> str:
    """Latin letters as an English keyboard has them."""
    replaced = roman.translate(str.maketrans(_PLAIN))
    return unicodedata.normalize("NFD", replaced).encode("ascii", "ignore").decode()


def often(rng: Random, size: int) -> int:
    """Draw a place in a list: the first ones often, as some names are."""
    return int(size * rng.random() ** 1.7)


def given_of(rng: Random, culture: str, sex: str) -> Word:
    """Draw a given name."""
    lists = lists_of(culture)
    words = lists.women if sex == "F" else lists.men
    first = words[often(rng, len(words))]
    if culture == "chinese" and rng.random() < 0.75:
        second = words[often(rng, len(words))]
        return first[0] + second[0], first[1].capitalize() + second[1]
    if culture == "bengali" and sex == "M" and first[1] == "Abdul":
        second = words[2 + often(rng, len(words) - 2)]
        return f"{first[0]} {second[0]}", f"{first[1]} {second[1]}"
    return first[0], first[1][:1].upper() + first[1][1:]


def family_of(rng: Random, culture: str) -> Word:
    """Draw a family name: one of the list, or one that only a few bear."""
    if culture in _RARE and rng.random() < 0.45:
        return _rare(rng, *_RARE[culture])
    families = lists_of(culture).families
    return families[often(rng, len(families))]


# Letters and their romanisations, and shapes of rare family names: C a consonant, other letters as they stand.
_ARABIC = "ب=b ت=t ج=j ح=h خ=kh د=d ر=r ز=z س=s ش=sh ص=s ط=t غ=gh ف=f ق=q ك=k ل=l م=m ن=n"
_PERSIAN = "ب=b ت=t ج=j خ=kh د=d ر=r ز=z س=s ش=sh غ=gh ف=f ق=q ک=k گ=g ل=l م=m ن=n پ=p"
_CYRILLIC = "б=b в=v г=h д=d ж=zh з=z к=k л=l м=m н=n п=p р=r с=s т=t ф=f х=kh ц=ts ч=ch ш=sh"
_SORANI = "ب=b ت=t ج=j خ=kh د=d ر=r ز=z س=s ش=sh ژ=zh ف=f ق=q ک=k گ=g ل=l م=m ن=n پ=p چ=ch ح=h"
_LATIN = "b=b c=c d=d f=f g=g l=l m=m n=n p=p r=r s=s t=t v=v z=z"
_RARE = {
    "arab": (
        _ARABIC,
        ("CاCC=CaCeC", "CCوC=CaCouC", "CCاC=CaCaC", "الCCCي=Al-CaCCi", "الCCCاوي=Al-CaCCawi", "CCيC=CaCiC"),
    ),
    "afghan": (_PERSIAN, ("CCیCی=CaCiCi", "CاCCی=CaCeCi", "CCCزی=CaCaCzai", "CCCزاده=CaCCzada", "CCوCی=CaCoCi")),
    "slavic": (
        _CYRILLIC,
        ("CаCенко=CaCenko", "CоCиCчук=CoCyCchuk", "CуCаC=CuCaC", "CиCаCюк=CyCaCiuk", "CоCеCський=CoCeCskyi"),
    ),
    "kurdish": (_SORANI, ("CاCەCی=CaCaCi", "CەCCانی=CaCCani", "CۆCانی=CoCani", "CێCاری=CeCari")),
    "european": (
        _LATIN,
        ("CaCeCa=CaCeCa", "CoCúCez=CoCúCez", "CiCaCescu=CiCaCescu", "CeCeCić=CeCeCić", "CaCoCski=CaCoCski"),
    ),
}


def _rare(rng: Random, letters: str, shapes: tuple[str, ...]) -> Word:
    pairs = letters.split()
    native, _, roman = shapes[int(len(shapes) * rng.random())].partition("=")
    drawn = [pairs[int(len(pairs) * rng.random())].split("=") for _ in range(native.count("C"))]
    for letter, sound in drawn:
        native, roman = native.replace("C", letter, 1), roman.replace("C", sound, 1)
    roman = "-".join(word[:1].upper() + word[1:] for word in roman.split("-"))
    own = roman if native[0].isascii() else native[:1].upper() + native[1:]
    return own, plain(roman)


def for_sex(word: Word, culture: str, sex: str) -> Word:
    """A Russian family name as a woman bears it."""
    if sex == "F" and word[1] in lists_of(culture).gendered:
        return word[0] + "а", word[1] + "a"
    return word
