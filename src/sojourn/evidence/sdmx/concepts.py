"""What our dimensions are called in SDMX, and which of them an SDMX component is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sojourn.evidence.codes.lists import read_rows
from sojourn.evidence.store import Dataset

FILE = Path(__file__).parent / "concepts.csv"
LEFT_UNREAD = "-"


@dataclass(frozen=True)
class Concept:
    """A dimension's name in SDMX and its label."""

    id: str
    label: str


@cache
def _concepts() -> tuple[Mapping[str, Concept], Mapping[str, str]]:
    rows = list(read_rows(FILE))
    known = {row["name"]: Concept(row["concept"], row["label"]) for row in rows}
    names = {word: row["name"] for row in rows for word in (row["concept"], *row["also"].split())}
    return known, names


def concept(name: str) -> Concept:
    """The SDMX concept of one of our column names; its upper case when there is none in the list."""
    return _concepts()[0].get(name) or Concept(name.upper(), name.replace("_", " ").capitalize())


def our_name(component: str, dataset: Dataset) -> str | None:
    """Which of a dataset's dimensions (or period, value, status) a component is: as declared, by name, by concept.

    None for an attribute or a stray dimension, `-` for one the dataset declares to be left unread.
    """
    declared = {word.upper(): ours for word, ours in dataset.columns.items()}
    word = component.upper()
    if word in declared:
        return declared[word]
    wanted = {name.upper(): name for name in (*dataset.names, "time_period", "obs_value", "obs_status")}
    if word in wanted:
        return wanted[word]
    ours = _concepts()[1].get(word)
    return ours if ours in {*wanted.values()} else None
