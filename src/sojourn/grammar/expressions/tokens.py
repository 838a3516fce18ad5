"""From the text of an expression to its words, with a clear sentence for characters that do not belong."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from sojourn.grammar.expressions.faults import Mistake

LONGEST = 10_000

WORDS = {"and": "and", "or": "or", "div": "div", "mod": "mod"}
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
      | (?P<text>'[^']*'|"[^"]*")
      | (?P<mention>\$\{[^{}'"]*\})
      | (?P<name>[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?)
      | (?P<sign><=|>=|!=|\.\.|//|[-+*/=<>|(),.\[\]@])""",
    re.VERBOSE,
)
_MENTION = re.compile(r"\$\{[ \t]*(?P<name>[^\W\d][\w.\-]*)[ \t]*\}")
_INSTEAD = {
    "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'",
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-",
    "≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "÷": "div", "·": "*", "∧": "and", "∨": "or",
    "&": "and", "%": "mod", "!": "!= or not()",
}  # fmt: skip


class Kind(Enum):
    """What a word of an expression is."""

    NUMBER = "number"
    TEXT = "text"
    MENTION = "mention"
    NAME = "name"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One word: for a text its content without quotes, for a mention the name alone."""

    kind: Kind
    value: str
    at: int


def tokens_of(text: str) -> list[Token]:
    """Split an expression; raise Mistake for an open quote, a foreign sign or more than 10,000 characters."""
    if len(text) > LONGEST:
        raise Mistake(LONGEST, "too_long", "an expression may have at most {most} characters", most=LONGEST)
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _foreign(text, at)
        kind = match.lastgroup
        if kind is not None and kind != "space":
            found.append(_token(Kind(kind), match.group(), at))
        at = match.end()
    found.append(Token(Kind.END, "", len(text)))
    return found


def _token(kind: Kind, written: str, at: int) -> Token:
    if kind is Kind.TEXT:
        return Token(kind, written[1:-1], at)
    if kind is Kind.MENTION:
        return Token(kind, _mentioned(written, at), at)
    return Token(kind, written, at)


def _mentioned(written: str, at: int) -> str:
    match = _MENTION.fullmatch(written)
    if match:
        return match["name"]
    if "last-saved#" in written:
        raise Mistake(
            at, "last_saved", "{written} is not supported: an earlier entry is read from the case", written=written
        )
    raise Mistake(
        at, "bad_name", "{written} is not a name: write {example}", written=written, example="${question_name}"
    )


def _foreign(text: str, at: int) -> Mistake:
    char = text[at]
    if char in "'\"":
        return Mistake(at, "open_quote", "this text has no closing {quote}", quote=char)
    if char == "$":
        return Mistake(at, "bad_name", "a question is written {example}", example="${question_name}")
    if char in _INSTEAD:
        why = (
            "curly or slanted quotes come from a word processor"
            if _INSTEAD[char] in "'\""
            else "it is not part of the language"
        )
        return Mistake(at, "foreign_sign", "{char} cannot be used here ({why}): write {instead}",
                     char=char, why=why, instead=_INSTEAD[char])  # fmt: skip
    if unicodedata.category(char) in {"Zs", "Cf", "Cc"}:
        name = unicodedata.name(char, f"U+{ord(char):04X}").lower()
        return Mistake(
            at, "hidden_sign", "a hidden character stands here ({name}): delete it, or write a plain space", name=name
        )
    return Mistake(at, "unexpected", "unexpected {found}", found=char)
