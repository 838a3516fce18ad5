"""The worker's share in finding the same person: keys of the newest rules, and pairs that look alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sojourn.accounts.viewer import Viewer
from sojourn.protection.scope import seen_by
from sojourn.subjects.actions import rewrite_older_keys, suggest_pairs

# A round leaves time for the clocks of cases.
SECONDS = 10.0


@dataclass
class Kept:
    """Rows of keys written anew, rows compared, and pairs that looked alike among them."""

    written: int = 0
    compared: int = 0
    pairs: int = 0


def keep_identities(
    by: Viewer, *, seconds: float = SECONDS, tell: Callable[[Kept], object] = lambda kept: None
) -> Kept:
    """Write keys of an older version anew, then compare who is new or changed, until done or out of time."""
    kept, until = Kept(), time.monotonic() + seconds
    with seen_by(by):
        while time.monotonic() < until and (written := rewrite_older_keys()):
            kept.written += written
            tell(kept)
        while time.monotonic() < until and (done := suggest_pairs()).rows:
            kept.compared += done.rows
            kept.pairs += done.pairs
            tell(kept)
    return kept
