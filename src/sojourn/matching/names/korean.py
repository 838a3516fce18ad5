"""Hangul as it is spelled in letters a to z: each block is a beginning, a vowel and an end, counted out by Unicode."""

from __future__ import annotations

# The Unicode Standard, section 3.12: block = first + (beginning * 21 + vowel) * 28 + end. Revised Romanisation.
_FIRST, _VOWEL_COUNT, _END_COUNT = 0xAC00, 21, 28
_BEGINNINGS = (
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
)  # fmt: skip
_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
    "eu", "ui", "i",
)  # fmt: skip
_ENDS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t",
    "ng", "t", "t", "k", "t", "p", "t",
)  # fmt: skip


def hangul(word: str) -> str:
    """Romanise blocks one by one; other signs are left out."""
    return "".join(map(_block, word))


def _block(sign: str) -> str:
    number = ord(sign) - _FIRST
    if not 0 <= number < len(_BEGINNINGS) * _VOWEL_COUNT * _END_COUNT:
        return ""
    beginning, rest = divmod(number, _VOWEL_COUNT * _END_COUNT)
    vowel, end = divmod(rest, _END_COUNT)
    return (_BEGINNINGS[beginning] + _VOWELS[vowel] + _ENDS[end]).replace("", "")
