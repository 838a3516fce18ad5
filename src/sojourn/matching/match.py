"""What a comparison says: a probability, the reasons behind it, and the band a page shows. Never a verdict."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Band = Literal["likely", "possible", "unlikely"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One field's part in a suggestion.

    `weight` is in log2 odds: +1 doubles the odds that both records are one person, -1 halves them.
    `code` names the sentence (see `sojourn.matching.explain`), `params` fill it.
    """

    field: str
    level: str
    weight: float
    code: str
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """How probable it is (0 to 1) that two records are one person, with the reasons in falling order of weight."""

    probability: float
    reasons: tuple[Reason, ...]
    band: Band
