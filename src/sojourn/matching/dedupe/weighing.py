"""Weigh many pairs, and count the features of many pairs: both by the same machine code."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.dedupe.evidence import FEATURES, MOST_AMOUNT, OF_MOTHERS, OF_NAMES, TOGETHER
from sojourn.matching.dedupe.layout import Table
from sojourn.matching.dedupe.packing import packed
from sojourn.matching.dedupe.people import Floats, Hashes, People
from sojourn.matching.weights import Weights


@dataclass(frozen=True, slots=True)
class Weigher:
    """Weighs pairs of one batch; may be used by several threads at once."""

    people: People
    rows: Table
    weights: Weights

    def weigh(self, pairs: Hashes, least: float) -> tuple[Hashes, Floats]:
        """Return the pairs whose evidence (log2 odds without the prior) is `least` or more, and the evidence."""
        from sojourn.matching.dedupe.kernels.scoring import Scale, weigh_pairs

        lexicon = self.people.tokens.lexicon
        scale = Scale(*_scale(self.weights))
        evidence = weigh_pairs(self.rows, lexicon, pairs, scale, least, _longest(self.people))
        kept = evidence >= least
        return pairs[kept], evidence[kept]


def weigher_of(people: People, weights: Weights) -> Weigher:
    """Lay a batch out for weighing."""
    return Weigher(people, packed(people), weights)


def amounts(people: People, pairs: Hashes) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Return the names of all features and their amounts, shape (features, pairs): what the learner reads."""
    from sojourn.matching.dedupe.kernels.scoring import put_amounts

    found = np.empty((len(FEATURES), len(pairs)), dtype=np.float32)
    put_amounts(packed(people), people.tokens.lexicon, pairs, _longest(people), found)
    return FEATURES, found


def _longest(people: People) -> int:
    """The most letters of a word."""
    tokens = people.tokens.lexicon.tokens
    return max((int(tokens[name].max(initial=0)) for name in ("longest", "most_heard", "skeleton_length")), default=0)


def _scale(weights: Weights) -> tuple[NDArray[np.float32], float, float, float, float, float]:
    """Return the weights by feature and what bounds the evidence not yet known, see `Scale`."""
    of = np.array([weights.of.get(name, 0.0) for name in FEATURES], dtype=np.float32)
    level = [weights.of.get(name, 0.0) for name in OF_NAMES if name.startswith(("name.own", "name.other"))]
    conflicts = [weights.of.get(name, 0.0) for name in OF_NAMES if name.startswith("name.conflict")]
    others = [name for name in (*OF_NAMES, *TOGETHER) if not name.startswith(("name.own", "name.other"))]
    more = sum(max(0.0, weights.of.get(name, 0.0)) for name in others) * MOST_AMOUNT
    mother = max(0.0, *(weights.of.get(name, 0.0) for name in OF_MOTHERS))
    nothing = min(0.0, weights.of.get("name.nothing", 0.0))
    return of, max(0.0, *level), min(0.0, max(conflicts)), nothing, mother, more
