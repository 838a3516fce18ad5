"""The function list of ODK XForms: for each function what it takes, gives and does, or why it is refused.

Source: ODK XForms specification, section "XPath Functions", and the function reference of docs.getodk.org.
`docs/reference/expressions.md` is written from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sojourn.grammar.expressions.scope import Type


class Take(Enum):
    """What an argument is turned into before the function sees it."""

    STRING = "text"
    NUMBER = "number"
    TRUTH = "condition"
    VALUE = "value"
    LITERAL = "quoted text"
    NODES = "answers"


@dataclass(frozen=True)
class Function:
    """One row of the list.

    The last of `takes` repeats when `most` is None; `gives` None means the common type of the branches.
    `refused` says why the function cannot be used at all, `no_sql` why not in a measure; empty means it can.
    """

    name: str
    signature: str
    does: str
    takes: tuple[Take, ...] = ()
    gives: Type | None = None
    least: int = 0
    most: int | None = 0
    group: str = ""
    refused: str = ""
    no_sql: str = ""

    def take(self, index: int) -> Take:
        """What the argument at `index` (from 0) is turned into."""
        return self.takes[min(index, len(self.takes) - 1)]
