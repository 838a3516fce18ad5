"""Regular expressions: the part of the language that Collect, browsers, Python and the databases read alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


class PatternError(ValueError):
    """A pattern that cannot be used; `at` is the offset inside it."""

    def __init__(self, at: int, why: str) -> None:
        self.at = at
        self.why = why
        super().__init__(why)


@dataclass(frozen=True)
class Pattern:
    """A pattern made ready; `slow` when a repetition stands inside a repetition."""

    python: re.Pattern[str]
    slow: bool = False


@lru_cache(maxsize=1024)
def read_pattern(text: str) -> Pattern:
    """Read a pattern, or raise PatternError."""
    try:
        return Pattern(re.compile(text, re.ASCII))
    except re.error as error:
        raise PatternError(error.pos or 0, error.msg) from None
