"""From the letters of any script to a to z: by the tables of the language, by anyascii where they are silent."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from sojourn.matching.names.chinese import spoken
from sojourn.matching.names.joints import JOINT, jointed
from sojourn.matching.names.letters import script_of
from sojourn.matching.names.scanned import seen_as_digits
from sojourn.matching.names.tables import letters, readings
from sojourn.matching.names.vowels import with_vowels

MOST_ROMANS = 4
_NOT_LETTERS = re.compile(rf"[^a-z{JOINT}]+")
# A consonant without a vowel before h: "fiseha" has no sound "sh".
_APART = re.compile(r"(?<=[szc])(?=H)")
# Written without (all) vowels; Sorani writes them with letters of its own.
VOWELLESS = {"Arab", "Hebr", "Beng", "Deva", "Sinh", "Thai"}
# Scripts of India whose letters stand in the same order as those of Devanagari, and where each begins in Unicode.
_LIKE_DEVANAGARI = {
    "Guru": 0x0A00, "Gujr": 0x0A80, "Orya": 0x0B00, "Taml": 0x0B80, "Telu": 0x0C00, "Knda": 0x0C80, "Mlym": 0x0D00
}  # fmt: skip
_DEVANAGARI, _BLOCK = 0x0900, 0x80


@lru_cache(maxsize=1 << 17)
def romans_of(word: str, language: str) -> tuple[str, ...]:
    """Romanise one cleaned word, the likeliest reading first, at most four; () when no letter is left.

    A joint stands between two letters that make no digraph, since each was a letter of its own.
    """
    if word.isascii():
        if word.isalpha():
            return (word,)
        return tuple(filter(None, dict.fromkeys(map(_bare, seen_as_digits(word)))))
    script = script_of(word)
    if script in ("Hani", "Kore"):
        return spoken(word, script)
    if script in _LIKE_DEVANAGARI:
        word, script = _in_devanagari(word, _LIKE_DEVANAGARI[script]), "Deva"
    tables = letters(script, language)
    if tables is None:
        return tuple(filter(None, (_bare(anyascii(word)),)))
    texts = readings(tables.choices_of(word), MOST_ROMANS, "".join if script == "Latn" else jointed)
    if script in VOWELLESS and language != "ckb":
        texts = [with_vowels(text.replace(JOINT, between)) for text in texts for between in _between(script, text)]
    elif script == "Ethi":
        texts = [_APART.sub("e", text) for text in texts]
    found = [_bare(anyascii(text)) for text in texts]
    if script == "Latn":
        found.insert(0, _bare(anyascii(word.replace("ə", "a"))))
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_ROMANS]


def _in_devanagari(word: str, start: int) -> str:
    return "".join([chr(ord(sign) - start + _DEVANAGARI) if 0 <= ord(sign) - start < _BLOCK else sign for sign in word])


def _between(script: str, text: str) -> tuple[str, ...]:
    """What an unwritten vowel between two consonants becomes: Arabic letters hide one there as often as not."""
    return ("e", "") if script in ("Arab", "Hebr") and JOINT in text else ("",)


def _bare(text: str) -> str:
    return _NOT_LETTERS.sub("", text.lower())
