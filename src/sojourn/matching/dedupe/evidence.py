"""The features of a pair in bulk: one list of names, and where in it each one's amount stands.

The names are those of `sojourn.matching.compare.features` and of `weights.yaml`; `sojourn.matching.dedupe.kernels`
writes the amounts. A new feature is a name here, a line in a kernel, a weight in the file.
"""

from __future__ import annotations

from sojourn.matching.compare import WordLevel
from sojourn.matching.compare.births import LEVELS
from sojourn.matching.compare.features import CONFLICT_ROLES

# Plain fields that say "same" when anything is shared.
SHARED = ("nationality", "language", "phone", "place")
_WORD_LEVELS = tuple(level.name.lower() for level in WordLevel if level)
OF_FIELDS = (
    *(f"birth.{level}" for level in LEVELS),
    "sex.same", "sex.different",
    *(f"{field}.{found}" for field in SHARED for found in ("same", "different")),
    "document.same", "document.different", "document.other_state",
)  # fmt: skip
OF_MOTHERS = ("mother.same", "mother.near", "mother.different")
OF_NAMES = (
    *(f"name.own.{level}" for level in _WORD_LEVELS),
    *(f"name.other.{level}" for level in _WORD_LEVELS),
    "name.crossed", "name.reversed", "name.kin", "name.nothing",
    *(f"name.conflict.{role}" for role in (*CONFLICT_ROLES, "unknown")),
    "name.alike", "name.extra",
)  # fmt: skip
# What is known once all fields are: likenesses and differences that mean more together.
TOGETHER = ("name.twin", "name.gendered")
FEATURES = (*OF_FIELDS, *OF_MOTHERS, *OF_NAMES, *TOGETHER)
# No amount of `name.crossed`, `name.conflict.*`, `name.alike`, `name.extra` or of TOGETHER is larger than this.
MOST_AMOUNT = 6.0


def place_of(name: str) -> int:
    """Return where a feature's amount stands; raise ValueError when there is no such feature."""
    return FEATURES.index(name)
