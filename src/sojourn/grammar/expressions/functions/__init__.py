"""FUNCTIONS: the whole function list by name, what works and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sojourn.grammar.expressions.functions.listed import CONDITIONS, DATES, NUMBERS, PLACES, ROWS, SELECTS, TEXTS
from sojourn.grammar.expressions.functions.refused import REFUSED
from sojourn.grammar.expressions.functions.row import Function

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {row.name: row for row in (*TEXTS, *CONDITIONS, *NUMBERS, *DATES, *SELECTS, *ROWS, *PLACES, *REFUSED)}
)
