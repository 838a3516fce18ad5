"""Names in any script: the words they are found by, and the script they are written in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from anyascii import anyascii

_WORD = re.compile(r"[a-z0-9]+")
MOST_WORDS = 12

# The first word of a letter's Unicode name, and the ISO 15924 code of that script.
_SCRIPTS = {
    "LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "GREEK": "Grek", "GEORGIAN": "Geor", "ARMENIAN": "Armn",
    "ETHIOPIC": "Ethi", "HEBREW": "Hebr", "DEVANAGARI": "Deva", "BENGALI": "Beng", "TAMIL": "Taml", "THAI": "Thai",
    "CJK": "Hani", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "HANGUL": "Kore", "SINHALA": "Sinh", "GURMUKHI": "Guru",
    "MYANMAR": "Mymr", "KHMER": "Khmr",
}  # fmt: skip


def words_of(*names: str) -> tuple[str, ...]:
    """Return the distinct romanised, lower-case words of some names, at most 12, in their order."""
    romanised = anyascii(" ".join(names).replace("'", "").replace("’", "").replace("-", " ")).lower()
    return tuple(dict.fromkeys(_WORD.findall(romanised)))[:MOST_WORDS]


def script_of(name: str) -> str:
    """Return the ISO 15924 code of the script most letters are of; empty when there is no letter we know."""
    found = Counter(
        _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0].partition("-")[0], "")
        for letter in name
        if letter.isalpha()
    )
    found.pop("", None)
    return found.most_common(1)[0][0] if found else ""
