"""What several fields say together, once each has been written: one line here for each feature of TOGETHER."""

from __future__ import annotations

from sojourn.matching.compare.features import GENDERED, TWIN_CONFLICTS
from sojourn.matching.dedupe.evidence import place_of
from sojourn.matching.dedupe.kernels.compiling import inlined, small
from sojourn.matching.dedupe.kernels.fields import BIRTH, SAME_DAY, SEX, Amounts
from sojourn.matching.dedupe.kernels.names import OTHER, OWN
from sojourn.matching.dedupe.layout import Record

TWIN = place_of("name.twin")
CONFLICTS = tuple(place_of(name) for name in TWIN_CONFLICTS)
GENDERED_NAME = place_of("name.gendered")
OWN_GENDERED = tuple(OWN + int(level) for level in GENDERED)
_LEVELS = OTHER - OWN


@inlined
def put_together(a: Record, b: Record, amounts: Amounts) -> None:
    """Write the features that need more than one field; `a` and `b` both have a name."""
    if amounts[BIRTH + SAME_DAY] and _met(amounts) and _any(amounts, CONFLICTS):
        amounts[TWIN] = 1.0
    if amounts[SEX + 1] and _any(amounts, OWN_GENDERED):
        amounts[GENDERED_NAME] = 1.0


@small
def _met(amounts: Amounts) -> bool:
    """Whether any words met."""
    found = False
    for level in range(1, _LEVELS + 1):
        found |= amounts[OWN + level] != 0 or amounts[OTHER + level] != 0
    return found


@small
def _any(amounts: Amounts, places: tuple[int, ...]) -> bool:
    found = False
    for place in places:
        found |= amounts[place] != 0
    return found
