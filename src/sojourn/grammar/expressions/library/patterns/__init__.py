"""Regular expressions: the part of the language that Collect, browsers, Python and the databases read alike.

A pattern must match the whole text, as in Collect; `\\d`, `\\w`, `\\s` mean ASCII, and `.` anything but a line end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sojourn.grammar.expressions.library.patterns.parts import Again, Edge, Group, Part, PatternError, Repeated
from sojourn.grammar.expressions.library.patterns.reader import Reader
from sojourn.grammar.expressions.library.patterns.writer import written

_MOST_IN_SQL = 255


@dataclass(frozen=True)
class Pattern:
    """A pattern made ready; `slow` when a repetition stands inside a repetition; `no_sql` says why not in SQL."""

    tree: Group
    python: re.Pattern[str]
    slow: bool
    no_sql: str


@lru_cache(maxsize=1024)
def read_pattern(text: str) -> Pattern:
    """Read a pattern; raise PatternError at the first character that cannot be used."""
    tree = Reader(text).whole()
    try:
        python = re.compile(written(tree, "python"))
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError(0, str(error)) from None
    return Pattern(tree, python, _slow(tree), _no_sql(tree))


def _inner(part: Part) -> tuple[Part, ...]:
    match part:
        case Group(branches=branches):
            return tuple(one for branch in branches for one in branch)
        case Repeated(part=one):
            return (one,)
        case _:
            return ()


def _unbounded(part: Part) -> bool:
    endless = isinstance(part, Repeated) and (part.most is None or part.most > part.least + 20)
    return endless or any(_unbounded(one) for one in _inner(part))


def _slow(part: Part) -> bool:
    nested = (
        isinstance(part, Repeated) and _unbounded(Repeated(part.part, part.least, part.most)) and _unbounded(part.part)
    )
    return nested or any(_slow(one) for one in _inner(part))


def _no_sql(part: Part) -> str:
    match part:
        case Edge(sign="\\b" | "\\B"):
            return "\\b means other things in databases"
        case Again():
            return "databases do not look back at a group"
        case Group(kind="(?=" | "(?!" | "(?<=" | "(?<!"):
            return "databases do not look ahead or behind"
        case Repeated(least=least, most=most) if max(least, most or 0) > _MOST_IN_SQL:
            return f"databases repeat at most {_MOST_IN_SQL} times"
    return next(filter(None, (_no_sql(one) for one in _inner(part))), "")


__all__ = ["Pattern", "PatternError", "read_pattern"]
