"""What scanners and messages make of letters: digits for letters, and m for r and n side by side."""

from __future__ import annotations

from sojourn.matching.names.known import classes

_DIGITS = str.maketrans("105689", "losbbg")
# Digits that stand for Arabic letters in messages (7ussein, 3ali, 9aleh).
_MESSAGES = str.maketrans({"2": "", "3": "a", "5": "kh", "6": "t", "7": "h", "8": "gh", "9": "s"})
_OTHER_ONE = str.maketrans("1", "i")
# With more digits than that it is a number, not a name.
_DIGITS_IN_ALL = 0.5
_SHORTEST = 4


def seen_as_digits(word: str) -> tuple[str, ...]:
    """Return the words that digits among letters may have been (Wi11iam, 7ussein), names that are known first.

    Digits at the end may also be a count (Maria2); a word without digits comes back as it is.
    """
    digits = sum(map(str.isdigit, word))
    if not digits or digits > _DIGITS_IN_ALL * len(word):
        return (word,)
    readings = (
        word.rstrip("0123456789"),
        word.translate(_MESSAGES),
        word.translate(_OTHER_ONE).translate(_DIGITS),
        word.translate(_DIGITS),
    )
    return tuple(sorted(dict.fromkeys(readings), key=lambda reading: reading not in classes()[0]))


def seen_as_one(word: str) -> tuple[str, ...]:
    """Return the word that r and n make when they are taken for m (Bernard, Bemard); nothing when it has none."""
    return (word.replace("rn", "m"),) if "rn" in word and len(word) >= _SHORTEST else ()
