"""Compare a large backlog with everybody in one go: what an import of a million people, or new rules, leave behind.

People are read in sets, paired and weighed as columns of numbers, and what is found is scored by the rule of the desk;
so a pair has the same probability however it was found. Weak pairs that share but a name that many here bear are left
out, as they would be by whoever knows the place. Only then is anything written, in small transactions. Cut off
before that, nothing has changed; cut off in between, the next run compares those who are left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import log2
from uuid import UUID

from django.db import connection

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.matching.dedupe import found_in, people_of
from sojourn.matching.score import POSSIBLE, score_traits
from sojourn.matching.score.total import calibrated, prior, uncalibrated
from sojourn.matching.weights import weights
from sojourn.subjects.actions.keeping_pairs import (
    Found,
    keep_best,
    mark_compared,
    pair_of,
    replace_pairs,
    told_in_the_open,
)
from sojourn.subjects.actions.suggesting import COMPARING, Compared
from sojourn.subjects.queries.everybody import KeyRow, key_rows, traits_of_rows
from sojourn.subjects.queries.keeping import register_size
from sojourn.subjects.records import RULES

# So many people are written down in one transaction.
BATCH = 500
# The columns count how common a name is among those at hand, the desk does not; what they find so much below the limit,
# in log2 odds, is looked at too.
MARGIN = 3.0

Tell = Callable[[str, int, int], object]


def suggest_many_pairs(*, by: Viewer, tell: Tell = lambda *told: None) -> Compared:
    """Compare everybody who waits with everybody there is, and keep who looks alike. For a worker that sees everything.

    One run compares at a time; a second one finds nothing to do. Calls `tell` with what it does ("read", "compare",
    "keep"), how much of it is done, and of how much. Takes about 5 KB of memory for each person there is.
    """
    with _alone() as alone:
        rows = key_rows() if alone else []
        waiting = sorted({row.subject_id for row in rows if not row.compared})
        if not waiting:
            return Compared(0, 0)
        found = _alike(rows, set(waiting), tell)
        _keep(waiting, rows, found, by, tell)
        return Compared(len(waiting), len(found))


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether no other run compares; holds the place until the end, or until the connection breaks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [COMPARING])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone and connection.connection is not None and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [COMPARING])


def _alike(rows: Sequence[KeyRow], waiting: set[UUID], tell: Tell) -> Found:
    """The pairs that one of those who wait is in."""
    traits = traits_of_rows(rows, lambda done: tell("read", done, len(rows)))
    tell("compare", 0, len(rows))
    size = register_size()
    pairs = found_in(people_of(traits), _least(len(rows), size))
    found: Found = {}
    for one, other in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True):
        a, b = rows[one], rows[other]
        if a.subject_id != b.subject_id and (a.subject_id in waiting or b.subject_id in waiting):
            keep_best(found, pair_of(a, b), score_traits(traits[one], traits[other], population=size))
    return told_in_the_open(found)


def _least(rows: int, size: int) -> float:
    """The probability among so many rows that is certainly no more than "possible" in a register of this size."""
    table = weights()
    possible = uncalibrated(log2(POSSIBLE / (1 - POSSIBLE)), table.calibration)
    # Fewer rows are fewer strangers and as many relatives: the odds may be no better for it.
    odds = possible + min(0.0, prior(table, rows) - prior(table, size))
    return 1 / (1 + 2.0 ** -calibrated(odds - MARGIN, table.calibration))


def _keep(waiting: Sequence[UUID], rows: Sequence[KeyRow], found: Found, by: Viewer, tell: Tell) -> None:
    rows_of: dict[UUID, list[KeyRow]] = {}
    for row in rows:
        rows_of.setdefault(row.subject_id, []).append(row)
    pairs_of: dict[UUID, Found] = {}
    for pair, kept in found.items():
        for id in pair[:2]:
            pairs_of.setdefault(id, {})[pair] = kept
    for start in range(0, len(waiting), BATCH):
        some = waiting[start : start + BATCH]
        theirs = {pair: kept for id in some for pair, kept in pairs_of.get(id, {}).items()}
        keep_compared(people=some, rows=[row for id in some for row in rows_of[id]], found=theirs, by=by)
        tell("keep", min(start + BATCH, len(waiting)), len(waiting))


@action
def keep_compared(*, people: Sequence[UUID], rows: Sequence[KeyRow], found: Found, by: Viewer) -> None:
    """Keep the pairs that these people are in, and that they were compared: all of it or nothing.

    The trail says that it was done and by which rules. How many pairs there are would tell an auditor of sealed ones.
    """
    replace_pairs(people, found)
    mark_compared(rows)
    note("identity.compared", by=by, on=("rules", RULES))
