"""From the letters of any script to a to z: by the tables of the language, by anyascii where they are silent."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from sojourn.matching.names.chinese import spoken
from sojourn.matching.names.joints import JOINT, jointed
from sojourn.matching.names.letters import script_of
from sojourn.matching.names.tables import letters, readings
from sojourn.matching.names.vowels import with_vowels

MOST_ROMANS = 4
_NOT_LETTERS = re.compile(rf"[^a-z{JOINT}]+")
# A consonant without a vowel before h: "fiseha" has no sound "sh".
_APART = re.compile(r"(?<=[szc])(?=H)")
# Written without (all) vowels; Sorani writes them with letters of its own.
VOWELLESS = {"Arab", "Hebr", "Beng", "Deva"}


@lru_cache(maxsize=1 << 17)
def romans_of(word: str, language: str) -> tuple[str, ...]:
    """Romanise one cleaned word, the likeliest reading first, at most four; () when no letter is left.

    A joint stands between two letters that make no digraph, since each was a letter of its own.
    """
    if word.isascii():
        plain = _bare(word)
        return (plain,) if plain else ()
    script = script_of(word)
    if script == "Hani":
        return spoken(word)
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


def _between(script: str, text: str) -> tuple[str, ...]:
    """What an unwritten vowel between two consonants becomes: Arabic letters hide one there as often as not."""
    return ("e", "") if script in ("Arab", "Hebr") and JOINT in text else ("",)


def _bare(text: str) -> str:
    return _NOT_LETTERS.sub("", text.lower())
