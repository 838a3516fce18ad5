"""Name rules read from their tab-separated files, once, and the version stored keys are marked with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from operator import itemgetter
from pathlib import Path

RULES_VERSION = "2026.11.6"

_FOLDER = Path(__file__).parent / "rules"


def rows(name: str, columns: int) -> Iterator[list[str]]:
    """Yield the rows of a rules file, each filled up to `columns` cells."""
    for line in (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield cells + [""] * (columns - len(cells))


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Sequences of letters and what each may become; the longest sequence that fits wins."""

    pattern: re.Pattern[str]
    choices: dict[str, tuple[str, ...]]

    def choices_of(self, word: str) -> list[tuple[str, ...]]:
        """What the word's sequences may become, in their order; letters without a rule stay as they are."""
        choices = self.choices
        return [choices.get(found) or (found,) for found in self.pattern.findall(f"<{word}>")]


def rewriting(pairs: dict[str, tuple[str, ...]]) -> Rewriting:
    """Compile sequences such as "<ou" (at the beginning), "sch", "h>" (at the end)."""
    choices = {"<": ("",), ">": ("",), **pairs}
    longest_first = sorted(choices, key=len, reverse=True)
    return Rewriting(re.compile("|".join(map(re.escape, longest_first)) + "|."), choices)


@cache
def letters(script: str, language: str) -> Rewriting | None:
    """The letters of a script as `language` reads them; None when there is no file for the script."""
    if not (_FOLDER / f"letters_{script.lower()}.tsv").exists():
        return None
    found: dict[str, tuple[str, ...]] = {}
    for sequence, roman, languages in rows(f"letters_{script.lower()}", 3):
        said = language in languages.split()
        if said or (not languages and sequence not in found):
            found[sequence] = tuple(roman.split("|"))
    return rewriting(found)


def readings(choices: list[tuple[str, ...]], most: int, glue: Callable[[list[str]], str] = "".join) -> list[str]:
    """Spell the choices out, the likeliest first, at most `most` distinct texts: fewest and likeliest departures.

    A departure is another choice than the first; its price is its place among the choices. Where the same choice
    comes twice it is made alike: who writes one "z" for a letter writes it for the next. `glue` puts the pieces
    of a text together.
    """
    found = dict.fromkeys([glue([options[0] for options in choices])])
    asked = [options for options in dict.fromkeys(choices) if len(options) > 1]
    for departures in _departures(asked, most):
        found[glue([departures.get(options, options[0]) for options in choices])] = None
        if len(found) == most:
            break
    return list(found)


def _departures(asked: list[tuple[str, ...]], most: int) -> Iterator[dict[tuple[str, ...], str]]:
    """Single departures in rising price, then two at once; the first of a long word are enough for that."""
    singles = [(price, options, other) for options in asked for price, other in enumerate(options[1:], start=1)]
    singles.sort(key=itemgetter(0))
    for _, options, other in singles:
        yield {options: other}
    for one, two in combinations(singles[: most + 1], 2):
        if one[1] != two[1]:
            yield {one[1]: one[2], two[1]: two[2]}
