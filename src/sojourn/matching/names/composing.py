"""Written words put together into name parts: particles, articles, titles, and names of two words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sojourn.matching.names.chinese import given_syllables, is_syllable, is_vietnamese
from sojourn.matching.names.compounding import belong_together, may_join, place_to_split
from sojourn.matching.names.folding import Token, composed, without_titles
from sojourn.matching.names.letters import clean, script_of
from sojourn.matching.names.tables import rows
from sojourn.matching.names.words import Word, also, joined, word_of

_SPLIT = re.compile(r"[^\s\-‐‑‒–—,،;؛./\\()\[\]{}\"«»“”„_|+*:፡・·]+")
_HYPHENS = frozenset("-\u2010\u2011")
_NONE: frozenset[str] = frozenset()
# "Van" and "Le" are names there.
_NOT_VIETNAMESE = frozenset({"particle", "sun", "hangs", "article"})
_ELIDED = re.compile(r"^[dl]'(?=[a-z]{3})")


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One part before its role is known; `role` says what a particle told ("father" after bin).

    Pieces and words are made once for each text and compared by identity, which keeps caches over them fast.
    """

    text: str
    word: Word
    role: str = ""


@cache
def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, words in rows("particles", 2):
        for written in words.split():
            found.setdefault(clean(written), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@lru_cache(maxsize=1 << 17)
def pieces_of(text: str, language: str) -> tuple[Piece, ...]:
    """Split one written field into pieces, in written order."""
    known = [_known(written, language) for written in _SPLIT.findall(text)]
    if not any(one.combines for one in known):
        return tuple([one.piece for one in known if one.piece.word.romans])
    tokens = list(_tokens(text, language))
    if any(is_vietnamese(token.word.romans[0]) for token in tokens):
        tokens = [replace(token, kinds=token.kinds - _NOT_VIETNAMESE) for token in tokens]
    if len(tokens) > 1:
        if any(token.kinds for token in tokens):
            tokens = composed(without_titles(tokens))
        tokens = _compounded(tokens, text)
    return tuple(Piece(text[token.start : token.end], token.word, token.role) for token in tokens if token.word.romans)


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """One written word: cleaned, read, what kinds of particle it can be, where it splits in two (0: nowhere).

    `combines`: it may belong together with a neighbour, or hold two names itself.
    """

    cleaned: str
    piece: Piece
    kinds: frozenset[str]
    split_at: int
    combines: bool


@lru_cache(maxsize=1 << 18)
def _known(written: str, language: str) -> _Known:
    cleaned, elided = _without_apostrophes(clean(written))
    word = word_of(cleaned, language)
    if elided and word.romans:
        word = also(word, elided + word.romans[0])
    kinds = _kinds().get(cleaned)
    if kinds is None and word.romans and not cleaned.isascii():
        kinds = _kinds().get(word.romans[0])
    split_at = place_to_split(cleaned)
    together = bool(word.romans) and (
        may_join(word) or is_syllable(word.romans[0]) or script_of(cleaned) in ("Hani", "Kore")
    )
    return _Known(cleaned, Piece(written, word), kinds or _NONE, split_at, bool(kinds or split_at or together))


def _without_apostrophes(cleaned: str) -> tuple[str, str]:
    """A word without apostrophes and without the article before one (D'Angelo), and that article."""
    if "'" not in cleaned:
        return cleaned, ""
    article = _ELIDED.match(cleaned)
    return _ELIDED.sub("", cleaned).replace("'", ""), article.group()[0] if article else ""


def combines(written: str) -> bool:
    """Whether a written word may belong together with a neighbour, or hold two names itself.

    A name none of whose words does can be read word by word, which is faster for a whole column.
    """
    return _known(written, "").combines


def _tokens(text: str, language: str) -> Iterator[Token]:
    for match in _SPLIT.finditer(text):
        known = _known(match.group(), language)
        if known.split_at:
            middle = match.start() + known.split_at
            for start, end in ((match.start(), middle), (middle, match.end())):
                half = _known(text[start:end], language)
                yield Token(start, end, half.cleaned, half.piece.word, half.kinds)
        elif known.piece.word.romans:
            kinds = _NONE if _is_initial(text, *match.span()) else known.kinds
            yield Token(match.start(), match.end(), known.cleaned, known.piece.word, kinds)


def _is_initial(text: str, start: int, end: int) -> bool:
    """Whether one letter stands for a name ("O. S.", "Ivan P Testov") and is no word ("Ortega y Gasset")."""
    return end - start == 1 and (text[end : end + 1] == "." or (text[start].isupper() and not text.isupper()))


def _compounded(tokens: list[Token], text: str) -> list[Token]:
    tokens = _hyphened(tokens, text)
    if pair := given_syllables(tuple([token.word.romans[0] for token in tokens])):
        given = _both(*(tokens[place] for place in pair))
        return [tokens[0], given] if pair[0] else [given, tokens[2]]
    done: list[Token] = []
    for token in tokens:
        if done and belong_together(done[-1].word, token.word):
            done[-1] = _both(done[-1], token)
        else:
            done.append(token)
    return done


def _hyphened(tokens: list[Token], text: str) -> list[Token]:
    """Make one word of two syllables with a hyphen between them: Wei-wei, Jong-un."""
    done: list[Token] = []
    for token in tokens:
        hyphen = bool(done) and text[done[-1].end : token.start] in _HYPHENS
        if hyphen and is_syllable(done[-1].word.romans[0]) and is_syllable(token.word.romans[0]):
            done[-1] = _both(done[-1], token)
        else:
            done.append(token)
    return done


def _both(first: Token, second: Token) -> Token:
    word = joined((first.word, second.word), "")
    return Token(first.start, second.end, first.cleaned + second.cleaned, word, _NONE, first.role)
