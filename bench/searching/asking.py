"""What somebody would type, drawn from the generator's rows of people who are in the table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random


@dataclass(frozen=True)
class Asked:
    """A kind of search, the text typed, and who is meant."""

    kind: str
    text: str
    entity: str
    row: dict[str, str]


def asked(path: Path, seed: int = 5) -> list[Asked]:
    """Return one search for each row of a queries file: names in any order, with birth date or year, cut short."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(_asked(csv.DictReader(lines), Random(seed)))  # noqa: S311


def _asked(rows: Iterator[dict[str, str]] | csv.DictReader[str], rng: Random) -> Iterator[Asked]:
    for row in rows:
        fields = [row["full_name"], row["given_name"], row["family_name"]]
        if rng.random() < 0.3:
            fields.reverse()
        words = " ".join(fields).split()
        chance, born = rng.random(), row["birth_date"]
        name = " ".join(words)
        if chance < 0.3 and len(born) == 10:
            yield Asked("name and date", f"{name} {born}", row["entity_id"], row)
        elif chance < 0.7 and born:
            yield Asked("name and year", f"{name} {born[:4]}", row["entity_id"], row)
        elif chance < 0.8 and born and len(words) > 1 and len(words[-1]) > 4:
            short = " ".join([*words[:-1], words[-1][:-2]])
            yield Asked("cut short, year first", f"{born[:4]} {short}", row["entity_id"], row)
        else:
            yield Asked("name only", f"{name} ", row["entity_id"], row)
