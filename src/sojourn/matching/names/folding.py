"""Particles, articles and titles folded into the words they belong to, from left to right."""

from __future__ import annotations

from dataclasses import dataclass

from sojourn.matching.names.words import Word, also, joined, word_of

# What stands before the article and the name of God, in either's spelling.
_FAITH = frozenset({"din", "dine", "deen", "dyn", "lah", "llah", "haq", "haqq"})
# Dhu l-Fiqar: the article stays in the middle.
_LORD = frozenset({"ذو", "dhu"})
_WITH_L = frozenset({"haq", "haqq"})
_SAINT = {"st": "saint", "ste": "sainte"}


@dataclass(slots=True)
class Token:
    """A written word on its way to become a part: its place in the text, its kinds, and the role a particle told."""

    start: int
    end: int
    cleaned: str
    word: Word
    kinds: frozenset[str]
    role: str = ""


def without_titles(tokens: list[Token]) -> list[Token]:
    """Drop titles when a word remains, soft ones (Haji, Sheikh) when two remain; one behind a name joins it."""
    kept = [token for token in tokens if "title" not in token.kinds] or tokens
    names = [token for token in kept if not token.kinds]
    if len(names) >= 2:
        kept = [token for token in kept if "soft_title" not in token.kinds]
    return _with_titles_behind(kept)


def _with_titles_behind(tokens: list[Token]) -> list[Token]:
    """Gul Agha: the title behind a name belongs to it, and may be missing elsewhere."""
    done = tokens[:1]
    for token in tokens[1:]:
        before = done[-1]
        if "behind" in token.kinds and not before.kinds:
            word = also(before.word, before.word.romans[0] + token.word.romans[0])
            done[-1] = Token(before.start, token.end, before.cleaned, word, before.kinds)
        else:
            done.append(token)
    return done


def composed(tokens: list[Token]) -> list[Token]:
    """Fold particles into the words they belong to, from left to right."""
    solid = sum(1 for token in tokens if not token.kinds - {"soft_title", "behind"})
    done: list[Token] = []
    waiting: list[Token] = []
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if done and _follows(token, waiting):
            done[-1] = _one(done[-1], token, waiting)
            waiting = []
        elif "parent" in token.kinds and done:
            done[-1].role, done[-1].end = "father", token.end
        elif after and done and not waiting and _hangs_on(token, after):
            done[-1] = _with_article(done[-1], token)
        elif after and _opens(token, after, solid):
            waiting.append(token)
        else:
            done.append(_closed(waiting, token))
            waiting = []
    return done + waiting


def _follows(token: Token, waiting: list[Token]) -> bool:
    """`ullah`, `zadeh` after a name, or `din` after an article that waits for it."""
    after_article = len(waiting) == 1 and waiting[0].kinds & {"article", "sun", "hangs"}
    if not waiting:
        return "follows" in token.kinds or ("worshipper" in token.kinds and token.cleaned.startswith("ال"))
    return bool(after_article and _of_faith(token))


def _of_faith(token: Token) -> bool:
    return token.word.romans[0] in _FAITH or "worshipper" in token.kinds


def _one(before: Token, token: Token, waiting: list[Token]) -> Token:
    glue = ""
    if waiting or (token.cleaned.startswith("ال") and _of_faith(token)):
        glue = "ul" if token.word.romans[0] in _WITH_L or "worshipper" in token.kinds else "ud"
    word = joined((before.word, token.word), glue)
    return Token(before.start, token.end, before.cleaned + token.cleaned, word, before.kinds, before.role)


def _hangs_on(token: Token, after: Token) -> bool:
    """Whether an article is written with the name before it as often as apart: Zia ur Rahman, Ziaur Rahman."""
    return "hangs" in token.kinds and not _of_faith(after) and "follows" not in after.kinds


def _with_article(before: Token, article: Token) -> Token:
    word = joined((before.word, article.word), "")
    word = also(word, before.word.romans[0])
    return Token(before.start, article.end, before.cleaned + article.cleaned, word, before.kinds, before.role)


def _opens(token: Token, after: Token, solid: int) -> bool:
    kinds = token.kinds
    if kinds & {"child", "article", "joins", "servant"}:
        return True
    if "sun" in kinds and token.word.romans[0].lstrip("aeiou")[:1] == after.word.romans[0][:1]:
        return True
    return "hangs" in kinds or ("particle" in kinds and solid >= 1)


def _closed(waiting: list[Token], token: Token) -> Token:
    if not waiting:
        return token
    role = "father" if any("child" in opener.kinds for opener in waiting) and waiting[0].start > 0 else token.role
    before = [opener for opener in waiting if opener.kinds & {"joins", "servant"}]
    word = token.word
    if before and "servant" in before[0].kinds:
        of_god = word.romans[0].endswith("llah")
        word = word_of("abdullah", "") if of_god else joined((word_of("abdul", ""), word), "")
    elif before:
        between = "l" if before[-1].cleaned in _LORD and token.cleaned.startswith("ال") else ""
        word = joined((*(opener.word for opener in before), word), between)
    rest = [opener for opener in waiting if not opener.kinds & {"joins", "servant"}]
    if rest:
        word = also(word, *_written_together(rest, token.word))
    cleaned = "".join(opener.cleaned for opener in before) + token.cleaned
    return Token(waiting[0].start, token.end, cleaned, word, token.kinds, role)


def _written_together(openers: list[Token], word: Word) -> tuple[str, ...]:
    """Delacruz, Vandenberg, Benyoussef, Saintjean: the particles as a part of the word."""
    romans = [opener.word.romans[0] for opener in openers]
    return ("".join([_SAINT.get(roman, roman) for roman in romans]) + word.romans[0],)
