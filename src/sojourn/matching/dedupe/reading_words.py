"""Read each different word of a column of names once, on all processors: names are many, their words are few."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_all_start_methods, get_context
from typing import TypeVar

from sojourn.matching.names import Name, NamePart, read_name

Found = TypeVar("Found")
# Below this many texts the start of further processes costs more than it saves.
WORTH_SHARING = 20_000
SHARE = 4_000
PROCESSES = 2


def read_texts(texts: Sequence[str], role: str) -> list[tuple[NamePart, ...]]:
    """Return the parts of each text, read as a name of one role ("" for a whole name)."""
    return shared_out(_Reading(role), texts)


class _Reading:
    """A function that other processes can be handed."""

    def __init__(self, role: str) -> None:
        self._role = role

    def __call__(self, texts: Sequence[str]) -> list[tuple[NamePart, ...]]:
        return [name_of(text, self._role).parts for text in texts]


def name_of(text: str, role: str) -> Name:
    """Read a text of one role."""
    match role:
        case "given":
            return read_name(given=text)
        case "family":
            return read_name(family=text)
        case "father":
            return read_name(father=text)
        case "grandfather":
            return read_name(grandfather=text)
    return read_name(text)


def shared_out(work: Callable[[Sequence[str]], list[Found]], texts: Sequence[str]) -> list[Found]:
    """Return what `work` makes of the texts, in their order, shared out among processes when they are many."""
    if len(texts) < WORTH_SHARING or "fork" not in get_all_start_methods():
        return work(texts)
    shares = [texts[at : at + SHARE] for at in range(0, len(texts), SHARE)]
    with ProcessPoolExecutor(min(PROCESSES, os.cpu_count() or 1), mp_context=get_context("fork")) as pool:
        return list(chain.from_iterable(pool.map(work, shares)))
