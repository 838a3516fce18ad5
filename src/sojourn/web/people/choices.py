"""Choices about people that come from the lists all programmes share."""

from __future__ import annotations

from functools import lru_cache

from sojourn.grammar.codes import shared_list
from sojourn.web.choosing import Choice


def sexes(language: str) -> tuple[Choice, ...]:
    """Female, male, X; nothing is assumed."""
    return _of("sex", language)


def countries(language: str) -> tuple[Choice, ...]:
    """Nationalities, in the order of the reader's alphabet."""
    return _of("nationality", language)


@lru_cache(maxsize=32)
def _of(list_name: str, language: str) -> tuple[Choice, ...]:
    found = shared_list(list_name)
    rows = [Choice(one.name, found.label(one.name, language), False) for one in found.choices] if found else []
    return tuple(sorted(rows, key=lambda one: one.label) if list_name == "nationality" else rows)
