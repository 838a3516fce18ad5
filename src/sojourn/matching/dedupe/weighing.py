"""Weigh many pairs, and count the features of many pairs: both by the same machine code."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.dedupe.evidence import FEATURES, MOST_AMOUNT, OF_NAMES, TOGETHER
from sojourn.matching.dedupe.layout import Table
from sojourn.matching.dedupe.packing import packed
from sojourn.matching.dedupe.people import Floats, Hashes, People
from sojourn.matching.score.total import prior
from sojourn.matching.weights import Against, Weights, weights


@dataclass(frozen=True, slots=True)
class Weigher:
    """Weighs pairs of one batch; may be used by several threads at once."""

    people: People
    rows: Table
    weights: Weights

    def weigh(self, pairs: Hashes, least: float) -> tuple[Hashes, Floats]:
        """Return the pairs whose log2 odds (priors included, not calibrated) are `least` or more, and the odds."""
        odds = np.empty(len(pairs), dtype=np.float32)
        self._run(pairs, least, odds, np.empty((len(FEATURES), 0), dtype=np.float32))
        kept = odds >= least
        return pairs[kept], odds[kept]

    def amounts(self, pairs: Hashes) -> NDArray[np.float32]:
        """Return the amounts of all features, shape (features, pairs)."""
        found = np.empty((len(FEATURES), len(pairs)), dtype=np.float32)
        self._run(pairs, -np.inf, np.empty(len(pairs), dtype=np.float32), found)
        return found

    def _run(self, pairs: Hashes, least: float, odds: Floats, found: Floats) -> None:
        from sojourn.matching.dedupe.kernels.scoring import Scale, new_desk, weigh_pairs

        scale, desk = Scale(*_scale(self.weights, self.people.size)), new_desk(_longest(self.people))
        weigh_pairs(self.rows, self.people.tokens.lexicon, pairs, scale, least, desk, odds, found)


def weigher_of(people: People, table: Weights) -> Weigher:
    """Lay a batch out for weighing."""
    rows = packed(people)
    for who, against in enumerate((table.strangers, table.relatives)):
        rows["best"][:, who] = _best(people, rows, against)
    return Weigher(people, rows, table)


def _best(people: People, rows: Table, against: Against) -> Floats:
    """The most that all but birth and sex of each row can add to the odds against one explanation."""
    found: Floats = rows["bits"] * np.float32(_most(against, "name.own.", "name.other."))
    found += np.where(rows["mother_count"] > 0, np.float32(_most(against, "mother.")), 0)
    for field in people.sets:
        found += np.where((rows[field] != 0).any(axis=1), np.float32(_most(against, f"{field}.")), 0)
    return found


def amounts(people: People, pairs: Hashes) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Return the names of all features and their amounts, shape (features, pairs): what the learner reads."""
    return FEATURES, weigher_of(people, weights()).amounts(pairs)


def _longest(people: People) -> int:
    """The most letters of a word."""
    tokens = people.tokens.lexicon.tokens
    return max((int(tokens[name].max(initial=0)) for name in ("longest", "most_heard", "skeleton_length")), default=0)


def _scale(weights: Weights, people: int) -> list[NDArray[np.float32]]:
    """Return the fields of `Scale`: by explanation, the weights and what bounds the odds while not all is known."""
    sides = (_side(weights.strangers, prior(weights, people)), _side(weights.relatives, weights.relatives.prior))
    return [np.array(both, dtype=np.float32) for both in zip(*sides, strict=True)]


def _side(against: Against, before: float) -> tuple[list[float], float, float, float, float, float, float]:
    of = {name: against.of.get(name, 0.0) for name in FEATURES}
    # What words written alike make up for is never more than what a conflict takes.
    conflict = max(weight for name, weight in of.items() if name.startswith("name.conflict")) + of["name.alike"]
    counted = ("name.own.", "name.other.", "name.alike")
    others = [name for name in (*OF_NAMES, *TOGETHER) if not name.startswith(counted)]
    more = sum(max(0.0, of[name]) for name in others) * MOST_AMOUNT
    most = _most(against, "name.own.", "name.other."), _most(against, "mother.")
    return list(of.values()), before, most[0], min(0.0, conflict), min(0.0, of["name.nothing"]), most[1], more


def _most(against: Against, *beginnings: str) -> float:
    """The largest weight of features whose names begin so, 0 if none is for one person."""
    return max(0.0, *(against.of.get(name, 0.0) for name in FEATURES if name.startswith(beginnings)))
