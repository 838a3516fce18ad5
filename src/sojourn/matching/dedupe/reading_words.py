"""Read each different word of columns of names once, on all processors: names are many, their words are few."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from multiprocessing import get_all_start_methods, get_context
from typing import NamedTuple, TypeVar

from sojourn.matching.dedupe.people import ROLES
from sojourn.matching.dedupe.tokens import Form, form_of
from sojourn.matching.dedupe.wholes import kind_of
from sojourn.matching.names import Name, read_name
from sojourn.matching.rarity import shipped
from sojourn.matching.traits.of_record import word_of

Found = TypeVar("Found")
# Below this many texts the start of further processes costs more than it saves.
WORTH_SHARING = 20_000
SHARE = 4_000


class ReadWord(NamedTuple):
    """A word read by itself: its parts (nearly always one) and its kind."""

    forms: tuple[Form, ...]
    kind: int


class Reader:
    """Reads texts, shared out among processes when they are many; the processes keep what they have read."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown()

    def words(self, words: Sequence[str]) -> Iterable[ReadWord]:
        """Yield words read by themselves."""
        return self._shared_out(_read_words, words)

    def wholes(self, texts: Sequence[str], role: str) -> Iterable[tuple[tuple[Form, int], ...]]:
        """Yield the parts of each text and their roles, read as a name of one role ("" for a whole name)."""
        return self._shared_out(partial(_read_wholes, role), texts)

    def _shared_out(self, work: Callable[[Sequence[str]], list[Found]], texts: Sequence[str]) -> Iterable[Found]:
        """Yield what `work` makes of the texts, in their order."""
        if len(texts) < WORTH_SHARING or "fork" not in get_all_start_methods():
            return work(texts)
        if self._pool is None:
            processes = len(os.sched_getaffinity(0))
            self._pool = ProcessPoolExecutor(processes, mp_context=get_context("fork"), initializer=gc.disable)
        shares = [texts[at : at + SHARE] for at in range(0, len(texts), SHARE)]
        return chain.from_iterable(self._pool.map(work, shares))


def _read_words(words: Sequence[str]) -> list[ReadWord]:
    return [_read_word(word) for word in words]


def _read_word(word: str) -> ReadWord:
    parts = name_of(word, "given").parts
    forms = tuple([form_of(word_of(part, shipped())) for part in parts])
    return ReadWord(forms, kind_of(word, parts))


def _read_wholes(role: str, texts: Sequence[str]) -> list[tuple[tuple[Form, int], ...]]:
    return [
        tuple([(form_of(word_of(part, shipped())), ROLES.index(part.role)) for part in name_of(text, role).parts])
        for text in texts
    ]


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
