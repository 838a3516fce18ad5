"""The worker's share in finding the same person: keys of the newest rules, and pairs that look alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sojourn.accounts.viewer import Viewer
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import rewrite_older_keys, suggest_many_pairs, suggest_pairs
from sojourn.subjects.queries.keeping import are_many_to_compare, has_older_keys, keys_kept

# What a caller who waits for the answer gives it.
SECONDS = 10.0
# Comparing one after the other costs each who waits some 30 ms; all at once costs everybody there is about 1 ms.
MANY = 100
ONE_OF = 30
A_SECOND = 1_000


@dataclass
class Kept:
    """Rows of keys written anew, people compared, and pairs that looked alike among them.

    While all are compared at once, `stage` says what is done ("read", "compare", "keep"), `done` how much, of `of`.
    """

    written: int = 0
    compared: int = 0
    pairs: int = 0
    stage: str = ""
    done: int = 0
    of: int = 0


def keep_identities(
    by: Viewer, *, seconds: float = SECONDS, tell: Callable[[Kept], object] = lambda kept: None
) -> Kept:
    """Write keys of an older version anew, then compare who is new or changed, until done or out of time.

    Many who wait are compared at once, where the time is enough for that.
    """
    kept, until = Kept(), time.monotonic() + seconds
    with seen_by(by):
        while time.monotonic() < until and (written := rewrite_older_keys()):
            kept.written += written
            tell(kept)
        if is_worth_it(until - time.monotonic()):
            _compare_many(kept, by, tell)
        while time.monotonic() < until and (done := suggest_pairs()).rows:
            kept.compared += done.rows
            kept.pairs += done.pairs
            tell(kept)
    return kept


def is_worth_it(seconds: float) -> bool:
    """Whether so many wait that comparing everybody at once is cheaper, and can be done in so many seconds."""
    if not are_many_to_compare(MANY) or has_older_keys():
        return False
    now = keys_kept()
    return now.to_compare > now.rows / ONE_OF and now.rows < seconds * A_SECOND


def _compare_many(kept: Kept, by: Viewer, tell: Callable[[Kept], object]) -> None:
    def told(stage: str, done: int, of: int) -> None:
        kept.stage, kept.done, kept.of = stage, done, of
        tell(kept)

    done = suggest_many_pairs(by=by, tell=told)
    kept.compared, kept.pairs, kept.stage = kept.compared + done.rows, kept.pairs + done.pairs, ""
    tell(kept)
