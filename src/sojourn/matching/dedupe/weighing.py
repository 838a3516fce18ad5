"""Weigh many pairs, and count the features of many pairs: both by the same machine code."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.dedupe.evidence import FEATURES, MOST_AMOUNT, OF_NAMES, TOGETHER
from sojourn.matching.dedupe.layout import Table
from sojourn.matching.dedupe.packing import packed
from sojourn.matching.dedupe.people import Floats, Hashes, People
from sojourn.matching.weights import Weights, weights


@dataclass(frozen=True, slots=True)
class Weigher:
    """Weighs pairs of one batch; may be used by several threads at once."""

    people: People
    rows: Table
    weights: Weights

    def weigh(self, pairs: Hashes, least: float) -> tuple[Hashes, Floats]:
        """Return the pairs whose evidence (log2 odds without the prior) is `least` or more, and the evidence."""
        evidence = np.empty(len(pairs), dtype=np.float32)
        self._run(pairs, least, evidence, np.empty((len(FEATURES), 0), dtype=np.float32))
        kept = evidence >= least
        return pairs[kept], evidence[kept]

    def amounts(self, pairs: Hashes) -> NDArray[np.float32]:
        """Return the amounts of all features, shape (features, pairs)."""
        found = np.empty((len(FEATURES), len(pairs)), dtype=np.float32)
        self._run(pairs, -np.inf, np.empty(len(pairs), dtype=np.float32), found)
        return found

    def _run(self, pairs: Hashes, least: float, evidence: Floats, found: Floats) -> None:
        from sojourn.matching.dedupe.kernels.scoring import Scale, new_desk, weigh_pairs

        scale, desk = Scale(*_scale(self.weights)), new_desk(_longest(self.people))
        weigh_pairs(self.rows, self.people.tokens.lexicon, pairs, scale, least, desk, evidence, found)


def weigher_of(people: People, table: Weights) -> Weigher:
    """Lay a batch out for weighing."""
    rows = packed(people)
    rows["best"] = rows["bits"] * np.float32(_most(table, "name.own.", "name.other."))
    rows["best"] += np.where(rows["mother_count"] > 0, np.float32(_most(table, "mother.")), 0)
    for field in people.sets:
        known = (rows[field] != 0).any(axis=1)
        rows["best"] += np.where(known, np.float32(_most(table, f"{field}.")), 0)
    return Weigher(people, rows, table)


def amounts(people: People, pairs: Hashes) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Return the names of all features and their amounts, shape (features, pairs): what the learner reads."""
    return FEATURES, weigher_of(people, weights()).amounts(pairs)


def _longest(people: People) -> int:
    """The most letters of a word."""
    tokens = people.tokens.lexicon.tokens
    return max((int(tokens[name].max(initial=0)) for name in ("longest", "most_heard", "skeleton_length")), default=0)


def _scale(weights: Weights) -> tuple[NDArray[np.float32], float, float, float, float, float]:
    """Return the weights by feature and what bounds the evidence not yet known, see `Scale`."""
    of = np.array([weights.of.get(name, 0.0) for name in FEATURES], dtype=np.float32)
    conflicts = [weights.of.get(name, 0.0) for name in FEATURES if name.startswith("name.conflict")]
    others = [name for name in (*OF_NAMES, *TOGETHER) if not name.startswith(("name.own.", "name.other."))]
    more = sum(max(0.0, weights.of.get(name, 0.0)) for name in others) * MOST_AMOUNT
    nothing = min(0.0, weights.of.get("name.nothing", 0.0))
    most = _most(weights, "name.own.", "name.other."), _most(weights, "mother.")
    return of, most[0], min(0.0, max(conflicts)), nothing, most[1], more


def _most(weights: Weights, *beginnings: str) -> float:
    """The largest weight of features whose names begin so, 0 if none is for one person."""
    return max(0.0, *(weights.of.get(name, 0.0) for name in FEATURES if name.startswith(beginnings)))
