"""One word of a name with everything that is compared: romanisations, skeletons, class of variants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sojourn.matching.names.roman import romans_of
from sojourn.matching.names.skeleton import MOST_SKELETONS, skeletons_of
from sojourn.matching.names.variants import native_class, usual_spellings, variant_class

# Not Arabic names, yet languages in which a word may begin with these two letters by itself.
_NO_ARTICLE = {"fa", "ps", "ur", "ckb"}
_GLUED = re.compile(r"^[ae]l(?=[^aeiouyl][a-z]{3})")
MOST_ROMANS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """Romanisations, the likeliest first; skeletons in the same order; the class of variants or ""."""

    romans: tuple[str, ...]
    skeletons: tuple[str, ...]
    variant: str


@lru_cache(maxsize=1 << 18)
def word_of(cleaned: str, language: str) -> Word:
    """Read one cleaned word without blanks; its romanisations are () when it has no letter."""
    romans, variant = _read(cleaned, language)
    if cleaned.startswith("ال") and len(cleaned) > 4 and not cleaned.startswith(("الله", "اللہ")):
        bare, bare_variant = _read(cleaned[2:], language)
        if language in _NO_ARTICLE:
            romans += bare[:2]
        else:
            romans, variant = bare + romans[:1], bare_variant
    elif romans and _GLUED.match(romans[0]):
        romans = (*romans, _GLUED.sub("", romans[0]))
    return of_romans(romans, variant)


def _read(cleaned: str, language: str) -> tuple[tuple[str, ...], str]:
    romans = romans_of(cleaned, language)
    if cleaned.isascii() or not romans:
        return romans, ""
    variant = native_class(cleaned)
    if variant and "\u0600" <= cleaned[0] <= "\u06ff":
        romans = usual_spellings(variant, skeletons_of(romans[0])[0]) + romans
    return romans, variant


@lru_cache(maxsize=1 << 17)
def of_romans(romans: tuple[str, ...], variant: str = "") -> Word:
    """Make a word of romanisations that are known; `variant` when its own script told the class."""
    distinct = tuple(dict.fromkeys(romans))[:MOST_ROMANS]
    if not distinct:
        return Word((), (), "")
    per_roman = [skeletons_of(roman) for roman in distinct]
    ordered = [found[0] for found in per_roman] + [other for found in per_roman for other in found[1:]]
    skeletons = tuple(dict.fromkeys(filter(None, ordered)))[: MOST_SKELETONS + 1]
    known = variant or next(filter(None, map(variant_class, distinct[:2])), "")
    return Word(distinct, skeletons or ("",), known or "")


@lru_cache(maxsize=1 << 17)
def joined(words: tuple[Word, ...], glue: str) -> Word:
    """Make one word of several, with letters between them ("ul" in Abd ul Rahman)."""
    likeliest = glue.join(word.romans[0] for word in words)
    others = tuple(glue.join((*(word.romans[0] for word in words[:-1]), roman)) for roman in words[-1].romans[1:3])
    return of_romans((likeliest, *others))
