"""Machine-readable zones of travel documents: what they say, and whether their check digits agree.

Source: ICAO Doc 9303 part 3 section 4.9 (check digits), parts 4 to 6 (the layouts TD3, TD1 and TD2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ALPHABET = re.compile(r"[A-Z0-9<]*")


@dataclass(frozen=True)
class Layout:
    """Where a layout keeps its parts: (line, first, last) each, counted from 0, `last` not included."""

    name: str
    lines: int
    width: int
    number: tuple[int, int, int]
    state: tuple[int, int, int]
    nationality: tuple[int, int, int]
    birth: tuple[int, int, int]
    sex: tuple[int, int, int]
    expiry: tuple[int, int, int]
    names: tuple[int, int, int]
    whole: tuple[tuple[int, int, int], ...]  # what the last check digit covers


LAYOUTS = (
    Layout("TD3", 2, 44, (1, 0, 9), (0, 2, 5), (1, 10, 13), (1, 13, 19), (1, 20, 21), (1, 21, 27), (0, 5, 44),
           ((1, 0, 10), (1, 13, 20), (1, 21, 43))),
    Layout("TD2", 2, 36, (1, 0, 9), (0, 2, 5), (1, 10, 13), (1, 13, 19), (1, 20, 21), (1, 21, 27), (0, 5, 36),
           ((1, 0, 10), (1, 13, 20), (1, 21, 35))),
    Layout("TD1", 3, 30, (0, 5, 14), (0, 2, 5), (1, 15, 18), (1, 0, 6), (1, 7, 8), (1, 8, 14), (2, 0, 30),
           ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29))),
)  # fmt: skip


@dataclass(frozen=True)
class Zone:
    """What a zone says; `wrong` names the parts whose check digit does not agree."""

    layout: str
    number: str
    issuing_state: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    family_name: str
    given_names: str
    wrong: tuple[str, ...]


def check_digit(text: str) -> str:
    """Compute the check digit of a field: weights 7, 3, 1 over 0-9 = 0-9, A-Z = 10-35, `<` = 0."""
    total = 0
    for place, letter in enumerate(text):
        value = 0 if letter == "<" else int(letter, 36)
        total += value * (7, 3, 1)[place % 3]
    return str(total % 10)


def read_zone(text: str) -> Zone:
    """Read a zone, with or without breaks between its lines; raise ValueError when it has no known shape."""
    signs = "".join(text.upper().split())
    layout = next((one for one in LAYOUTS if len(signs) == one.lines * one.width), None)
    if layout is None:
        raise ValueError("a machine-readable zone has 2 lines of 44 or 36 signs, or 3 lines of 30")
    if not _ALPHABET.fullmatch(signs):
        raise ValueError("a machine-readable zone holds only A-Z, 0-9 and <")
    return _zone(layout, [signs[first : first + layout.width] for first in range(0, len(signs), layout.width)])


def _zone(layout: Layout, lines: list[str]) -> Zone:
    def part(place: tuple[int, int, int]) -> str:
        return lines[place[0]][place[1] : place[2]]

    family, _, given = part(layout.names).partition("<<")
    return Zone(
        layout=layout.name,
        number=part(layout.number).rstrip("<"),
        issuing_state=part(layout.state).rstrip("<"),
        nationality=part(layout.nationality).rstrip("<"),
        birth=part(layout.birth),
        sex=part(layout.sex).replace("<", "X"),
        expiry=part(layout.expiry),
        family_name=family.replace("<", " ").strip(),
        given_names=given.replace("<", " ").strip(),
        wrong=tuple(_disagreeing(layout, lines)),
    )


def _disagreeing(layout: Layout, lines: list[str]) -> list[str]:
    wrong = []
    for name in ("number", "birth", "expiry"):
        line, first, last = getattr(layout, name)
        found = lines[line][last]
        # A number longer than nine signs goes on in the optional part (TD1), and has `<` in place of the digit.
        if not (name == "number" and found == "<") and found != check_digit(lines[line][first:last]):
            wrong.append(name)
    everything = "".join(lines[line][first:last] for line, first, last in layout.whole)
    closing = lines[1][layout.width - 1]
    return wrong if closing == check_digit(everything) else [*wrong, "whole"]
