"""Vowels that a script does not write, put where syllables ask for them."""

from __future__ import annotations

_VOWELS = frozenset("aeiou")


def with_vowels(consonants: str) -> str:
    """Return "mhmd" as "mahmad", "khald" as "khalid": a guess that is easier to compare than none.

    `~` says that no vowel follows. A small h makes one sound with the consonant before it (sh, kh); a capital H is
    a letter of its own.
    """
    sounds = _sounds_of(_semivowels(consonants))
    found: list[str] = []
    open_syllable = False
    for place, sound in enumerate(sounds):
        if sound == "~":
            continue
        found.append(sound)
        if sound[0] in _VOWELS:
            open_syllable = True
            continue
        after = sounds[place + 1] if place + 1 < len(sounds) else ""
        if after == "~":
            open_syllable = False
        if not after or after == "~" or after[0] in _VOWELS:
            continue
        last_pair = place + 2 == len(sounds)
        before_cluster = sounds[place + 2 : place + 3] == ["~"]
        if open_syllable and not last_pair and not before_cluster:
            open_syllable = False
            continue
        long_before = place > 0 and sounds[place - 1][0] in _VOWELS
        found.append("i" if last_pair and long_before and place > 1 else "a")
        open_syllable = True
    return "".join(found)


def _sounds_of(text: str) -> list[str]:
    sounds: list[str] = []
    for letter in text:
        if letter == "h" and sounds and sounds[-1] in _TAKES_H:
            sounds[-1] += "h"
        else:
            sounds.append(letter)
    return sounds


_TAKES_H = frozenset("kgsczdtpb")


def _semivowels(text: str) -> str:
    """A w or y between two consonants is read as u or i."""
    found = list(text)
    for place in range(1, len(text)):
        if text[place] in "wy" and text[place - 1] not in _VOWELS:
            after = text[place + 1 : place + 3]
            if after[:1] not in _VOWELS and not (text[place] == "w" and after[:1] == "y" and after[1:] not in _VOWELS):
                found[place] = "u" if text[place] == "w" else "i"
    return "".join(found)
