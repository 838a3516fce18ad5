"""One word of a name with everything that is compared: romanisations, skeletons, class of variants."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from sojourn.matching.names.joints import JOINT
from sojourn.matching.names.letters import script_of
from sojourn.matching.names.roman import VOWELLESS, romans_of
from sojourn.matching.names.scanned import seen_as_one
from sojourn.matching.names.skeleton import skeletons_of
from sojourn.matching.names.syllables import syllable_skeleton
from sojourn.matching.names.variants import known_names, native_class, usual_spellings, variant_class

# Not Arabic names, yet languages in which a word may begin with these two letters by itself.
_NO_ARTICLE = {"fa", "ps", "ur", "ckb"}
# alkhatib, essebsi, laabidi: the article as a part of the word, as it is spoken.
_GLUED = re.compile(r"^(?:[ae]l(?=[^aeiouyl][a-z]{3})|[ae]([rsdntz])(?=\1[a-z]{3})|[ae](?=chch|shsh)|l(?=aa[a-z]{3}))")
_UNTOLD: frozenset[str] = frozenset()
MOST_ROMANS = 5
# Of all romanisations together.
MOST_IN_ALL = 6


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """Romanisations, the likeliest first; skeletons in the same order; the class of variants or "".

    `known`: every class the word can be of; empty when it is not known, or a script without vowels leaves it open.
    """

    romans: tuple[str, ...]
    skeletons: tuple[str, ...]
    variant: str
    known: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 18)
def word_of(cleaned: str, language: str) -> Word:
    """Read one cleaned word without blanks; its romanisations are () when it has no letter."""
    romans, variant = _read(cleaned, language)
    known = _known(cleaned, romans)
    if cleaned.startswith("ال") and len(cleaned) > 4 and not cleaned.startswith(("الله", "اللہ")):
        bare, bare_variant = _read(cleaned[2:], language)
        if language in _NO_ARTICLE:
            romans += bare[:2]
        else:
            romans, variant = (*bare[:2], *_with_article(bare[0])), bare_variant
            known = _known(cleaned[2:], bare)
    elif romans and _GLUED.match(romans[0]):
        romans = (*romans, _GLUED.sub("", romans[0]))
    word = of_romans(romans, variant, known)
    # A slip of the eye is met by letters alone; its consonants would be another name's.
    seen = seen_as_one(cleaned) if cleaned.isascii() else ()
    return replace(word, romans=(*word.romans, *seen)) if seen else word


def _known(cleaned: str, romans: tuple[str, ...]) -> frozenset[str]:
    """What name the word is: told by its letters; vowels that were put in by guess tell nothing."""
    told = _UNTOLD if cleaned.isascii() else known_names(cleaned)
    if told or not romans or (not cleaned.isascii() and script_of(cleaned) in VOWELLESS):
        return told
    return known_names(romans[0].replace(JOINT, ""))


def _with_article(roman: str) -> tuple[str, str]:
    """As it is written in one word, in the East and in the Maghreb."""
    return f"al{roman}", f"l{roman}"


def _read(cleaned: str, language: str) -> tuple[tuple[str, ...], str]:
    romans = romans_of(cleaned, language)
    if cleaned.isascii() or not romans:
        return romans, ""
    variant = native_class(cleaned)
    if variant and "\u0590" <= cleaned[0] <= "\u06ff":
        romans = usual_spellings(variant, skeletons_of(romans[0])[0]) + romans
    return romans, variant


@lru_cache(maxsize=1 << 17)
def of_romans(romans: tuple[str, ...], variant: str = "", known: frozenset[str] = _UNTOLD) -> Word:
    """Make a word of romanisations that are known; `variant` when its own script told the class."""
    distinct = tuple(dict.fromkeys(roman.replace(JOINT, "") for roman in romans))[:MOST_ROMANS]
    if not distinct:
        return Word((), (), "")
    jointed = tuple(roman for roman in romans if JOINT in roman)
    per_roman = [skeletons_of(roman) for roman in (*distinct, *jointed)]
    ordered = [found[0] for found in per_roman] + [other for found in per_roman for other in found[1:]]
    skeletons = tuple(dict.fromkeys(filter(None, ordered)))[:MOST_IN_ALL]
    if (syllables := syllable_skeleton(distinct[0])) and syllables not in skeletons:
        skeletons += (syllables,)
    usual = variant or next(filter(None, map(variant_class, distinct[:2])), "")
    return Word(distinct, skeletons or ("",), usual or "", known)


@lru_cache(maxsize=1 << 17)
def joined(words: tuple[Word, ...], glue: str) -> Word:
    """Make one word of several, with letters between them ("ul" in Abd ul Rahman)."""
    likeliest = glue.join(word.romans[0] for word in words)
    others = tuple(glue.join((*(word.romans[0] for word in words[:-1]), roman)) for roman in words[-1].romans[1:3])
    return of_romans((likeliest, *others), "", known_names(likeliest))


def also(word: Word, *romans: str) -> Word:
    """The same word with further romanisations: with a particle before it, as it is written together."""
    return of_romans((*word.romans[: MOST_ROMANS - len(romans)], *romans), word.variant, word.known)
