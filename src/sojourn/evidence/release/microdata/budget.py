"""The privacy budget of each body of facts: opened once, reserved before use, never given back.

Whatever was reserved counts as spent, also when the release died half-way: nobody can know what of it got out. So
the ledger cannot be overspent by a crash, a repetition or two offices at once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sojourn.evidence.release.chronicle import Chronicle
from sojourn.kernel.moment import now
from sojourn.kernel.refused import Reason, Refused


class Ledger:
    """Budgets (epsilon) of one folder, append-only."""

    def __init__(self, folder: Path) -> None:
        self.chronicle = Chronicle(folder, "privacy_budget")

    def open(self, facts: str, epsilon: float, *, by: str) -> None:
        """Set the whole budget of some facts, once. Raises Refused (`budget_out_of_range`, `budget_already_open`)."""
        _positive(epsilon)
        with self.chronicle.held():
            if self.limit(facts) is not None:
                raise Refused(Reason("budget_already_open", "the budget of {facts} was set before and stays",
                                     {"facts": facts}))  # fmt: skip
            self.chronicle.append(_entry("open", facts, epsilon, by))

    def reserve(self, facts: str, epsilon: float, *, by: str, what: str) -> str:
        """Spend epsilon before any noise is drawn, and return the number of the spending.

        Raises Refused: `budget_not_open`, `budget_out_of_range`, `budget_spent` (with what is left).
        """
        _positive(epsilon)
        with self.chronicle.held():
            left = self.left(facts)
            if epsilon > left + 1e-12:
                raise Refused(
                    Reason(
                        "budget_spent",
                        "{facts} has a privacy budget of {left} left, {wanted} is asked for: publish less",
                        {"facts": facts, "left": round(left, 6), "wanted": epsilon},
                    )
                )
            return self.chronicle.append(_entry("reserve", facts, epsilon, by) | {"what": what})

    def done(self, facts: str, number: str, digest: str, *, by: str) -> None:
        """Note which file a spending led to."""
        with self.chronicle.held():
            self.chronicle.append(_entry("done", facts, 0.0, by) | {"number": number, "digest": digest})

    def limit(self, facts: str) -> float | None:
        """The whole budget, None when it was never opened."""
        found = [float(entry["epsilon"]) for entry in self.entries(facts) if entry["kind"] == "open"]
        return found[0] if found else None

    def spent(self, facts: str) -> float:
        """All epsilon reserved so far (sequential composition: they add up)."""
        return math.fsum(float(entry["epsilon"]) for entry in self.entries(facts) if entry["kind"] == "reserve")

    def left(self, facts: str) -> float:
        """What may still be reserved; Refused (`budget_not_open`) when no budget was set."""
        limit = self.limit(facts)
        if limit is None:
            raise Refused(Reason("budget_not_open", "no privacy budget was set for {facts}: decide it first",
                                 {"facts": facts}))  # fmt: skip
        return limit - self.spent(facts)

    def entries(self, facts: str) -> list[Mapping[str, Any]]:
        """All that happened to one budget, oldest first."""
        return [entry for entry in self.chronicle.entries() if entry["facts"] == facts]


def _entry(kind: str, facts: str, epsilon: float, by: str) -> dict[str, Any]:
    return {"kind": kind, "facts": facts, "epsilon": epsilon, "by": by, "at": now().isoformat()}


def _positive(epsilon: float) -> None:
    if not (math.isfinite(epsilon) and epsilon > 0):
        raise Refused(
            Reason("budget_out_of_range", "epsilon is a number above zero, not {epsilon}", {"epsilon": epsilon})
        )
