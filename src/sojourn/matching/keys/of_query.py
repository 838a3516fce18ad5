"""The keys of what somebody types into a search box."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, taken apart."""

    keys: frozenset[str]


def query_keys(text: str) -> Query:
    """Take a search text apart."""
    return Query(frozenset())
