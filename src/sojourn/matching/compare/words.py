"""How alike two words of names are: ordered levels of one comparison, from the same spelling down to different.

One comparison, not several: a romanised form and its skeleton are the same evidence seen twice, and counting
both drives precision down.
"""

from __future__ import annotations

from enum import IntEnum

from rapidfuzz.distance import OSA

from sojourn.matching.compare.ear import heard
from sojourn.matching.names import distinct_names
from sojourn.matching.traits import Word

# An edit per so many letters is a slip of the pen; more is another name.
LETTERS_FOR_ONE_EDIT = 4
LETTERS_FOR_TWO_EDITS = 8
SKELETON_FOR_ONE_EDIT = 4
# Of words this long, as many letters in common as not are no accident of short words.
LETTERS_FOR_ALIKE = 4
# Two words of one skeleton whose vowels make them more different than this are rather two names (Hasan, Hussein).
SPELLED_APART = 0.4


class WordLevel(IntEnum):
    """Levels in falling order of evidence."""

    DIFFERENT = 0
    LOOSE = 1
    NEAR = 2
    VARIANT = 3
    SKELETON = 4
    ROMAN = 5
    SPELLING = 6


def word_level(a: Word, b: Word) -> WordLevel:
    """Return how alike two words are."""
    if a.text == b.text:
        return WordLevel.SPELLING
    if distinct_names(a.known, b.known):
        # Brothers are called Rahim and Rahman, twins Karim and Karima: alike, and two names all the same.
        return WordLevel.DIFFERENT
    if a.roman == b.roman or not {*a.romans()}.isdisjoint(b.romans()):
        return WordLevel.ROMAN
    if not a.skeletons.isdisjoint(b.skeletons):
        return WordLevel.LOOSE if spelled_apart(a, b) else WordLevel.SKELETON
    if a.kind == b.kind or not a.known.isdisjoint(b.known):
        return WordLevel.VARIANT
    if is_initial(a, b):
        return WordLevel.LOOSE
    return WordLevel.NEAR if is_near(a, b) else WordLevel.DIFFERENT


def spelled_apart(a: Word, b: Word) -> bool:
    """Whether two words of one skeleton are written with other vowels, where both scripts write vowels."""
    if a.vowelless or b.vowelless:
        return False
    return min(OSA.normalized_distance(x, y) for x in a.romans() for y in b.romans()) > SPELLED_APART


def are_alike(a: Word, b: Word) -> bool:
    """Whether two different words sound half alike: another name, or one name written badly; never two known names."""
    if distinct_names(a.known, b.known):
        return False
    one, two = heard(a.roman), heard(b.roman)
    longer = max(len(one), len(two))
    return longer >= LETTERS_FOR_ALIKE and OSA.distance(one, two) <= longer // 2


def is_initial(a: Word, b: Word) -> bool:
    """Whether one is the initial of the other."""
    return 1 in (len(a.roman), len(b.roman)) and a.roman[:1] == b.roman[:1]


def is_near(a: Word, b: Word) -> bool:
    """Whether one is the other with a slip of the pen: in letters, or in consonants when they are enough."""
    if any(near_texts(x, y) for x in a.romans() for y in b.romans()):
        return True
    shorter = min(len(a.skeleton), len(b.skeleton))
    return shorter >= SKELETON_FOR_ONE_EDIT and OSA.distance(a.skeleton, b.skeleton, score_cutoff=1) <= 1


def near_texts(x: str, y: str) -> bool:
    """Whether two romanised words sound the same but for one edit (from 4 letters), or two (from 8)."""
    longer = max(len(x), len(y))
    allowed = (longer >= LETTERS_FOR_ONE_EDIT) + (longer >= LETTERS_FOR_TWO_EDITS)
    return allowed > 0 and OSA.distance(heard(x), heard(y), score_cutoff=allowed) <= allowed
