"""Which words and days differ between a played case and its copies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from sojourn.cases.actions.copying import Change
from sojourn.jobs.demo.names import Invented
from sojourn.jobs.demo.playing import shifted


def change_into(master: Invented, other: Invented, weeks: int) -> Change:
    """The same life, led by somebody else `weeks` weeks earlier."""
    words: dict[str, str] = {}
    for old, new in zip(master.names, other.names, strict=True):
        words |= _words(old, new)
    return Change(words, partial(shifted, weeks=-weeks))


def _words(old: str, new: str) -> Mapping[str, str]:
    """Every word of a name, as written and as it is found by."""
    pairs = list(zip(old.split(), new.split(), strict=True))
    return dict(pairs) | {before.lower(): after.lower() for before, after in pairs} | {old: new}
