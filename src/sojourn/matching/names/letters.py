"""Letters of any script made comparable: one form for each, marks and invisible signs away, the script named."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache

from sojourn.matching.names.tables import rows

# Unicode blocks, first code point and ISO 15924 code, in their order (The Unicode Standard, Blocks.txt).
_BLOCKS = (
    (0x0000, "Latn"), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr"), (0x0600, "Arab"),
    (0x0700, "Syrc"), (0x0750, "Arab"), (0x0780, "Thaa"), (0x08A0, "Arab"), (0x0900, "Deva"), (0x0980, "Beng"),
    (0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, "Orya"), (0x0B80, "Taml"), (0x0C00, "Telu"), (0x0C80, "Knda"),
    (0x0D00, "Mlym"), (0x0D80, "Sinh"), (0x0E00, "Thai"), (0x0E80, "Laoo"), (0x0F00, "Tibt"), (0x1000, "Mymr"),
    (0x10A0, "Geor"), (0x1100, "Kore"), (0x1200, "Ethi"), (0x13A0, ""), (0x1780, "Khmr"), (0x1800, "Mong"),
    (0x1C80, "Cyrl"), (0x1C90, "Geor"), (0x1CC0, ""), (0x1E00, "Latn"), (0x1F00, "Grek"), (0x2000, ""),
    (0x2C60, "Latn"), (0x2C80, ""), (0x2D00, "Geor"), (0x2D30, "Tfng"), (0x2D80, "Ethi"), (0x2DE0, "Cyrl"),
    (0x2E00, ""),
    (0x3040, "Jpan"), (0x3100, ""), (0x3400, "Hani"), (0xA000, ""), (0xA640, "Cyrl"), (0xA6A0, ""), (0xA720, "Latn"),
    (0xA800, ""), (0xAB00, "Ethi"), (0xAB30, ""), (0xAC00, "Kore"), (0xD7B0, ""), (0xF900, "Hani"), (0xFB00, ""),
    (0x20000, "Hani"),
)  # fmt: skip
_STARTS = tuple(start for start, _ in _BLOCKS)

# Harakat, Quranic marks, tatweel; zero-width joiners; marks of direction; the soft hyphen.
_GONE = (
    *range(0x0610, 0x061B), 0x061C, 0x0640, *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD),
    *range(0x06DF, 0x06E9), *range(0x06EA, 0x06EE), 0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
    *range(0x2060, 0x206A), 0xFEFF,
)  # fmt: skip
_FOLD = dict.fromkeys(_GONE) | {
    ord("ي"): "ی", ord("ك"): "ک", ord("أ"): "ا", ord("إ"): "ا", ord("ٱ"): "ا", ord("آ"): "آ", ord("ؤ"): "و",
    ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'", ord("`"): "'", ord("´"): "'", ord("′"): "'", ord("ʹ"): "'",
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def clean(text: str) -> str:
    """Return text in one Unicode form (NFKC), lower-case, without marks that change no letter; digits as 0 to 9."""
    if text.isascii():
        return text.lower()
    # A joiner after this letter says that it stands for a vowel there (khaneh-i).
    told = text.replace("ه\u200c", "ە") if "\u200c" in text else text
    lowered = unicodedata.normalize("NFKC", told).translate(_FOLD).lower()
    return lowered if lowered.isascii() else "".join(_digit(letter) for letter in lowered)


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


class _Scripts(dict[str, str]):
    """The script of each letter met so far; of what is no letter, the empty text."""

    def __missing__(self, letter: str) -> str:
        script = _BLOCKS[bisect_right(_STARTS, ord(letter)) - 1][1] if letter.isalpha() else ""
        self[letter] = script
        return script


_SCRIPTS = _Scripts()


def script_of(text: str) -> str:
    """Return the ISO 15924 code of the script most letters are of; empty when there is none we know."""
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else ""
    found: dict[str, int] = {}
    for letter in text:
        if script := _SCRIPTS[letter]:
            found[script] = found.get(script, 0) + 1
    return max(found, key=found.__getitem__) if found else ""


@cache
def _telling_letters() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for script, language, telling in rows("languages", 3):
        found.setdefault(script, []).append((language, frozenset(telling)))
    return {script: tuple(pairs) for script, pairs in found.items()}


def language_of(text: str, script: str) -> str:
    """Return the language that only these letters tell (ISO 639), or the only one of the script, or empty."""
    for language, telling in _telling_letters().get(script, ()):
        if not telling or not telling.isdisjoint(text):
            return language
    return ""
