"""How near a column stands to a question, by its name, its label in any language, and the values under it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from sojourn.grammar.codes.model import ChoiceList
from sojourn.grammar.forms import Question

NEAR_ENOUGH = 0.82
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GAP = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """The words of a text without case, marks and punctuation, one blank between them."""
    parted = unicodedata.normalize("NFKD", _CAMEL.sub(" ", text))
    kept = "".join(mark for mark in parted if not unicodedata.combining(mark))
    return _GAP.sub(" ", kept).strip().casefold()


def likeness(column: str, question: Question) -> float:
    """From 0 to 1: 1 when the column is called as the question or its label; below `NEAR_ENOUGH` it is no guess."""
    asked = plain(column)
    words = {plain(text) for text in (question.name, *question.labels.values())} - {""}
    if not asked or not words:
        return 0.0
    return max(1.0 if asked == word else 0.99 * SequenceMatcher(None, asked, word).ratio() for word in words)


def meanings(values: Iterable[str], codes: ChoiceList) -> dict[str, str]:
    """The code that each value names, by code or by label in any language; values that name none are left out."""
    known = _spellings(codes)
    found = {value: known.get(plain(value), "") for value in values}
    return {value: code for value, code in found.items() if code}


def _spellings(codes: ChoiceList) -> Mapping[str, str]:
    known: dict[str, str] = {}
    for choice in codes.choices:
        for text in (*choice.labels.values(), choice.name):
            known[plain(text)] = choice.name
    if {"yes", "no"} <= set(codes.names):
        known = {"1": "yes", "0": "no", "y": "yes", "n": "no", "true": "yes", "false": "no"} | known
    if {"F", "M"} <= set(codes.names):
        known = {"f": "F", "m": "M", "w": "F"} | known
    return known


def code_named(column: str, codes: ChoiceList) -> str:
    """The code whose name or label, in any language, stands at the end of the column's name; "" when there is none."""
    words = f" {plain(column)}"
    ends = {
        plain(text): choice.name
        for choice in codes.choices
        for text in (choice.name, *choice.labels.values())
        if plain(text) and words.endswith(f" {plain(text)}")
    }
    return ends[max(ends, key=len)] if ends else ""
