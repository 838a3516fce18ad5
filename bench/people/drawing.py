"""Whole files of people, drawn in pieces so that several processors can help; the same seed draws the same file."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from os import cpu_count
from random import Random

from bench.people.persons import Person, household
from bench.people.profiles import PROFILES
from bench.people.rows import row_of

PIECE = 20_000
Row = tuple[str, ...]


def draw_people(people: int, seed: int, profile: str, queries: int) -> Iterator[tuple[list[Row], list[Row]]]:
    """Yield pieces of rows of people and of fresh queries: (record_id, entity_id, ...), `people` rows in all."""
    sizes = [min(PIECE, people - start) for start in range(0, people, PIECE)]
    wanted = [queries * size // people for size in sizes]
    wanted[0] += queries - sum(wanted)
    jobs = (range(len(sizes)), sizes, wanted, repeat(seed), repeat(profile))
    if len(sizes) == 1:
        yield from map(_piece, *jobs)
        return
    with ProcessPoolExecutor(max_workers=min(len(sizes), cpu_count() or 1)) as pool:
        yield from pool.map(_piece, *jobs)


def _piece(place: int, size: int, queries: int, seed: int, name: str) -> tuple[list[Row], list[Row]]:
    """Rows in a drawn order; a query is a person of this piece, written down once more."""
    rng = Random(f"{seed}/{name}/{place}")  # noqa: S311 - invented people, no secrets
    profile = PROFILES[name]
    rows: list[Row] = []
    known: list[tuple[str, Person]] = []
    while len(rows) < size:
        for person in household(rng, profile.relatives):
            entity = f"e{place}-{len(known)}"
            known.append((entity, person))
            rows.append((entity, *row_of(rng, person, profile, first=True)))
            while rng.random() < profile.again:
                rows.append((entity, *row_of(rng, person, profile, first=False)))
    del rows[size:]
    rng.shuffle(rows)
    shown = {row[0] for row in rows}
    asked = rng.sample([pair for pair in known if pair[0] in shown], min(queries, len(shown)))
    found = [(entity, *row_of(rng, person, profile, first=False)) for entity, person in asked]
    return _numbered("r", place, rows), _numbered("q", place, found)


def _numbered(letter: str, place: int, rows: list[Row]) -> list[Row]:
    return [(f"{letter}{place}-{number}", *row) for number, row in enumerate(rows)]
