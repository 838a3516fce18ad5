"""Clean codes: only those of the list, each once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sojourn.grammar.codes.model import ChoiceList
from sojourn.grammar.forms.cleaning.texts import LONGEST_TEXT, scalar_text
from sojourn.grammar.forms.cleaning.unclean import Cleaner, Manner, Unclean

MOST_CODES = 500


def one_of(choices: ChoiceList) -> Cleaner:
    """A cleaner for one code of the list."""
    codes = choices.by_name

    def clean(raw: Any, _manner: Manner) -> str | None:
        if raw.__class__ is str and raw in codes:
            return str(raw)
        text = scalar_text(raw, expected="choice")
        if text and text not in codes:
            raise Unclean("choice", value=text)
        return text or None

    return clean


def several_of(choices: ChoiceList, *, ranked: bool = False) -> Cleaner:
    """A cleaner for several codes, given as a list or with spaces between; kept in the list's order.

    `ranked` keeps the order in which they were given.
    """
    order: Mapping[str, int] = {code: place for place, code in enumerate(choices.names)}

    def clean(raw: Any, _manner: Manner) -> list[str] | None:
        codes = list(dict.fromkeys(_listed(raw)))
        for code in codes:
            if code not in order:
                raise Unclean("choice", value=code)
        return codes if ranked or len(codes) < 2 else sorted(codes, key=order.__getitem__)

    return clean


def _listed(raw: Any) -> list[str]:
    if isinstance(raw, str):
        return scalar_text(raw, LONGEST_TEXT, "choices").split()
    if not isinstance(raw, list | tuple):
        return scalar_text(raw, expected="choices").split()
    if len(raw) > MOST_CODES:
        raise Unclean("too_many", most=MOST_CODES)
    return [text for one in raw if (text := scalar_text(one, expected="choices"))]
