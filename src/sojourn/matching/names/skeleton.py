"""Consonant skeletons: what stays the same when a name is carried from one script to another."""

from __future__ import annotations

import re
from functools import lru_cache

_DIGRAPHS = re.compile(r"kh|gh|sh|ch|zh|th|dh|ph|dj|ts|tz|[qgkcx]|[pb]|[td]|[sz]|[fvw]|j|.")
_CLASS = {"kh": "k", "gh": "k", "sh": "j", "ch": "j", "zh": "j", "th": "t", "dh": "t", "ph": "f", "dj": "j",
          "ts": "s", "tz": "s", "q": "k", "g": "k", "c": "k", "x": "k", "h": "k", "p": "b", "d": "t", "z": "s",
          "v": "f", "w": ""}  # fmt: skip
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=1 << 18)
def skeletons_of(roman: str) -> tuple[str, ...]:
    """The skeletons of a romanised word, the likeliest first."""
    found: list[str] = []
    for sound in _DIGRAPHS.findall(roman.rstrip("h") or roman):
        letter = "" if sound in _VOWELS else _CLASS.get(sound, sound)
        if not found:
            letter = letter or "a"
        if letter and (not found or found[-1] != letter):
            found.append(letter)
    return ("".join(found),)


def skeleton_of(roman: str) -> str:
    """The likeliest skeleton of a romanised word."""
    return skeletons_of(roman)[0]
