"""Written words put together into name parts: particles, articles, titles, and names of two words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from sojourn.matching.names.chinese import given_syllables, is_syllable
from sojourn.matching.names.compounding import belong_together, may_join, place_to_split
from sojourn.matching.names.letters import clean, script_of
from sojourn.matching.names.tables import rows
from sojourn.matching.names.words import Word, joined, word_of

_SPLIT = re.compile(r"[^\s\-‐‑‒–—,،;؛./\\()\[\]{}\"«»“”„_|+*:፡・·]+")
_NONE: frozenset[str] = frozenset()
_ELIDED = re.compile(r"^[dl]'(?=[a-z]{3})")


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One part before its role is known; `role` says what a particle told ("father" after bin).

    Pieces and words are made once for each text and compared by identity, which keeps caches over them fast.
    """

    text: str
    word: Word
    role: str = ""


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    cleaned: str
    word: Word
    kinds: frozenset[str]
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
    if len(tokens) > 1:
        if any(token.kinds for token in tokens):
            tokens = _composed(_without_titles(tokens))
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
    cleaned = clean(written)
    if "'" in cleaned:
        cleaned = _ELIDED.sub("", cleaned).replace("'", "")
    word = word_of(cleaned, language)
    kinds = _kinds().get(cleaned)
    if kinds is None and word.romans and not cleaned.isascii():
        kinds = _kinds().get(word.romans[0])
    split_at = place_to_split(cleaned)
    together = bool(word.romans) and (may_join(word) or is_syllable(word.romans[0]) or script_of(cleaned) == "Hani")
    return _Known(cleaned, Piece(written, word), kinds or _NONE, split_at, bool(kinds or split_at or together))


def combines(written: str) -> bool:
    """Whether a written word may belong together with a neighbour, or hold two names itself.

    A name none of whose words does can be read word by word, which is faster for a whole column.
    """
    return _known(written, "").combines


def _tokens(text: str, language: str) -> Iterator[_Token]:
    for match in _SPLIT.finditer(text):
        known = _known(match.group(), language)
        if known.split_at:
            middle = match.start() + known.split_at
            for start, end in ((match.start(), middle), (middle, match.end())):
                half = _known(text[start:end], language)
                yield _Token(start, end, half.cleaned, half.piece.word, half.kinds)
        elif known.piece.word.romans:
            yield _Token(match.start(), match.end(), known.cleaned, known.piece.word, known.kinds)


def _without_titles(tokens: list[_Token]) -> list[_Token]:
    kept = [token for token in tokens if "title" not in token.kinds] or tokens
    names = [token for token in kept if not token.kinds]
    if len(names) >= 2:
        kept = [token for token in kept if "soft_title" not in token.kinds]
    return kept


def _composed(tokens: list[_Token]) -> list[_Token]:
    """Fold particles into the words they belong to, from left to right."""
    solid = sum(1 for token in tokens if not token.kinds - {"soft_title"})
    done: list[_Token] = []
    waiting: list[_Token] = []
    for place, token in enumerate(tokens):
        last = place + 1 == len(tokens)
        if done and _follows(token, waiting):
            done[-1] = _one(done[-1], token, waiting)
            waiting = []
        elif "parent" in token.kinds and done:
            done[-1].role, done[-1].end = "father", token.end
        elif not last and _opens(token, solid):
            waiting.append(token)
        else:
            done.append(_closed(waiting, token))
            waiting = []
    return done + waiting


def _follows(token: _Token, waiting: list[_Token]) -> bool:
    """`ullah`, `zadeh` after a name, or `din` after an article that waits for it."""
    after_article = len(waiting) == 1 and "article" in waiting[0].kinds
    return ("follows" in token.kinds and not waiting) or (after_article and token.word.romans[0] in _FAITH)


_FAITH = frozenset({"din", "dine", "deen", "dyn", "lah", "llah", "haq", "haqq"})


def _one(before: _Token, token: _Token, waiting: list[_Token]) -> _Token:
    glue = "u" if waiting and token.word.romans[0] != "haq" else "ul" if waiting else ""
    word = joined((before.word, token.word), glue + "d" if glue == "u" else glue)
    return _Token(before.start, token.end, before.cleaned + token.cleaned, word, before.kinds, before.role)


def _opens(token: _Token, solid: int) -> bool:
    kinds = token.kinds
    if "child" in kinds:
        return True
    return bool(kinds & {"article", "joins", "servant"}) or ("particle" in kinds and solid >= 1)


def _closed(waiting: list[_Token], token: _Token) -> _Token:
    if not waiting:
        return token
    role = "father" if any("child" in opener.kinds for opener in waiting) and waiting[0].start > 0 else token.role
    before = [opener for opener in waiting if opener.kinds & {"joins", "servant"}]
    word = token.word
    if before and "servant" in before[0].kinds:
        of_god = word.romans[0].endswith("llah")
        word = word_of("abdullah", "") if of_god else joined((word_of("abdul", ""), word), "")
    elif before:
        word = joined((*(opener.word for opener in before), word), "")
    cleaned = "".join(opener.cleaned for opener in before) + token.cleaned
    return _Token(waiting[0].start, token.end, cleaned, word, token.kinds, role)


def _compounded(tokens: list[_Token], text: str) -> list[_Token]:
    if pair := _chinese_given(tokens, text):
        first, second = (tokens[place] for place in pair)
        word = joined((first.word, second.word), "")
        given = _Token(first.start, second.end, first.cleaned + second.cleaned, word, _NONE)
        return [tokens[0], given] if pair[0] else [given, tokens[2]]
    done: list[_Token] = []
    for token in tokens:
        if done and belong_together(done[-1].word, token.word):
            word = joined((done[-1].word, token.word), "")
            done[-1] = _Token(done[-1].start, token.end, done[-1].cleaned + token.cleaned, word, _NONE, done[-1].role)
        else:
            done.append(token)
    return done


def _chinese_given(tokens: list[_Token], text: str) -> tuple[int, int] | None:
    if len(tokens) != 3:
        return None
    hyphened = text[tokens[0].end : tokens[1].start] == "-"
    return given_syllables(tuple([token.word.romans[0] for token in tokens]), hyphened)
