"""Column names of other people's tables, and which part of a record each one fills."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from sojourn.matching.rules import rows

_BETWEEN = re.compile(r"[^\w]+|_+")
_BRACKETED = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def _part_of() -> dict[str, str]:
    return {plain(column): part for part, columns in rows("columns") for column in columns.split()}


@lru_cache(maxsize=256)
def parts_of(columns: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Which columns fill which part; columns that nobody knows are left out.

    "Given Name", "givenName", "given-name" and "given_name" are the same, and so is one with a remark in brackets
    ("Given name (as in the passport)"); a number at the end is left away ("phone 2").
    """
    found: dict[str, tuple[str, ...]] = {}
    for column in columns:
        simple = plain(column)
        part = _part_of().get(simple) or _part_of().get(simple.rstrip("_0123456789"))
        if part:
            found[part] = (*found.get(part, ()), column)
    return found


def plain(column: str) -> str:
    """A column's name in small letters without accents, its words parted by `_`, what stands in brackets left out."""
    bare = _BRACKETED.sub(" ", column).strip() or column
    letters = "".join(
        letter for letter in unicodedata.normalize("NFKD", bare.replace("ı", "i")) if not unicodedata.combining(letter)
    )
    return _BETWEEN.sub("_", _CAMEL.sub("_", letters)).strip("_").lower()
