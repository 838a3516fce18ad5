"""Names of two words that are written apart or together: made alike, so that both writings meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from sojourn.matching.names.letters import clean
from sojourn.matching.names.skeleton import skeleton_of
from sojourn.matching.names.tables import rows
from sojourn.matching.names.variants import is_known, native_class
from sojourn.matching.names.words import Word

_SHORTEST_HALF = 4
_SHORTEST_NATIVE = 3
_NO_VOWELS = dict.fromkeys(map(ord, "aeiouy"))


@cache
def _joining() -> tuple[frozenset[str], frozenset[str]]:
    firsts: set[str] = set()
    seconds: set[str] = set()
    for kind, first, second in rows("compounds", 3):
        if kind == "join":
            firsts.update(map(_consonants, first.split()))
            seconds.update(map(skeleton_of, second.split()))
    return frozenset(firsts), frozenset(seconds)


@cache
def _before_known() -> tuple[str, ...]:
    """First halves that any name we know may follow (Mirhossein, محمدجواد), the longest first."""
    firsts = {
        clean(first) for kind, words, _ in rows("compounds", 3) if kind == "split_known" for first in words.split()
    }
    return tuple(sorted(firsts, key=len, reverse=True))


@cache
def _ending() -> tuple[str, ...]:
    """Second halves that are names of their own after any first half (Rajkumar, সুভাষচন্দ্র)."""
    written = (words for kind, words, _ in rows("compounds", 3) if kind == "split_before")
    return tuple(clean(word) for words in written for word in words.split())


# Sheikh Mujibur Rahman, Mujiburrahman; ضیاءالرحمن: an article in the middle of a word, before what it stands with.
_MIDDLE = re.compile(
    r"(?!abd)(?P<first>[a-z]{2,}u[lrdzsn])(?=(?:rahman|rehman|rohman|rahim|islam|haque?|huq|alam|hasan|hassan|amin|karim"
    r"|bari|kabir|huda|hoda|zaman|salam)$)"
    r"|(?!عبد)(?P<native>[^ا\s]{2,}[اآ]?[ءئ]?)(?=ال(?:رحمن|رحمان|رحیم|حق|اسلام|زمان|حسن|هدی|کریم)$)"
)


@cache
def _splitting() -> tuple[tuple[tuple[str, ...], frozenset[str]], ...]:
    return tuple(
        (tuple(map(clean, first.split())), frozenset(map(clean, second.split())))
        for kind, first, second in rows("compounds", 3)
        if kind == "split"
    )


def _consonants(roman: str) -> str:
    """Closer than a skeleton, since many words that sound alike are no first half: Haile, but not Gul."""
    return roman.translate(_NO_VOWELS)


def belong_together(first: Word, second: Word) -> bool:
    """Whether two neighbours are one name: Gebre Medhin, Haile Selassie."""
    firsts, seconds = _joining()
    return _consonants(first.romans[0]) in firsts and not seconds.isdisjoint(second.skeletons[:2])


def may_join(word: Word) -> bool:
    """Whether a word is the first or the second half of such a name."""
    firsts, seconds = _joining()
    return _consonants(word.romans[0]) in firsts or not seconds.isdisjoint(word.skeletons[:2])


@lru_cache(maxsize=1 << 17)
def place_to_split(cleaned: str) -> int:
    """Where a word is two names (Gholamreza, عليرضا); 0 when it is one."""
    return next(_places(cleaned.replace("ە", "ه") if "ە" in cleaned else cleaned), 0)


def _places(cleaned: str) -> Iterator[int]:
    if middle := _MIDDLE.match(cleaned):
        yield middle.end()
    for firsts, seconds in _splitting():
        if not cleaned.startswith(firsts):
            continue
        for first in firsts:
            if cleaned.startswith(first) and cleaned[len(first) :] in seconds:
                yield len(first)
    if cleaned.endswith(_ending()):
        fitting = filter(cleaned.endswith, _ending())
        yield from (len(cleaned) - len(last) for last in fitting if len(cleaned) > len(last) + 2)
    if cleaned.startswith(_before_known()):
        yield from (
            len(first) for first in _before_known() if cleaned.startswith(first) and _known(cleaned[len(first) :])
        )


def _known(rest: str) -> bool:
    """Whether a second half is a given name by itself; short ones are too often a chance (Nurlan is not Nur Lan)."""
    if rest.isascii():
        return len(rest) >= _SHORTEST_HALF and is_known(rest)
    return len(rest) >= _SHORTEST_NATIVE and bool(native_class(rest))
