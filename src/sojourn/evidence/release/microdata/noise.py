"""What differential privacy will cost a file, computed before anything is spent.

Formulas of the aggregate-seeded synthesiser (Barcellos Rodrigues and others, "Synthetic data with differential
privacy", the method behind pac-synth): Gaussian noise on counts of combinations of 1 to R values, and a threshold
below which a noisy count is dropped. Delta is the number of combinations one record may add.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from sojourn.evidence.release.microdata.records import Records, combinations
from sojourn.kernel.refused import Reason, Refused

SMALL_CASELOAD = 1000
MUCH_LOST = 0.5


@dataclass(frozen=True)
class Plan:
    """How a synthetic file is made. `epsilon`: the budget it spends; `length`: combinations of up to so many values;
    `quantile_share`, `count_share`: parts of epsilon for sensitivities and for the number of records."""

    epsilon: float
    delta: float
    length: int = 2
    quantile_share: float = 0.01
    count_share: float = 0.005
    percentile: int = 99

    def __post_init__(self) -> None:
        """Refuse (`plan_out_of_range`) what is no budget."""
        fine = self.epsilon > 0 and 0 < self.delta < 1 and self.length in (1, 2, 3, 4)
        if not (fine and 0 < self.quantile_share < 1 and 0 <= self.count_share < 1 and 1 <= self.percentile <= 100):
            raise Refused(Reason("plan_out_of_range", "epsilon is above zero, delta and shares between 0 and 1, "
                                 "length from 1 to 4"))  # fmt: skip

    @property
    def rho(self) -> float:
        """The budget in zero-concentrated terms."""
        odds = math.log(2 / self.delta)
        return float((math.sqrt(self.epsilon * (1 - self.count_share) + odds) - math.sqrt(odds)) ** 2)

    @property
    def quantile_epsilon(self) -> float:
        """What each length spends on learning its sensitivity."""
        return math.sqrt(2 * self.rho * self.quantile_share / self.length)

    @property
    def sigma(self) -> float:
        """Standard deviation of the noise for each unit of the root of the sensitivity, lengths treated alike."""
        return math.sqrt(self.length / (2 * self.rho * (1 - self.quantile_share)))

    def threshold(self, sensitivity: int) -> float:
        """Noisy counts of single values up to this are dropped; `sensitivity`: values one record may have."""
        place = (1 - self.delta / 2) ** (1 / sensitivity)
        return 1 + self.sigma * math.sqrt(sensitivity) * NormalDist().inv_cdf(place)


def usual_delta(records: int) -> float:
    """1 / (n ln n), the usual choice; for fewer than three records, that of three."""
    n = max(records, 3)
    return 1 / (n * math.log(n))


@dataclass(frozen=True)
class Outlook:
    """What to expect: values that will hardly survive, of all values; and warnings to read before spending."""

    records: int
    threshold: float
    values: int
    lost: int
    warnings: tuple[Reason, ...]


def outlook(records: Records, plan: Plan) -> Outlook:
    """Say before anything is spent what the noise would leave of these records."""
    widest = max(sum(value != "" for value in row) for row in records.rows)
    threshold = plan.threshold(max(widest, 1))
    singles = combinations(records, 1)
    lost = sum(count <= threshold for count in singles.values())
    warnings = []
    if len(records.rows) < SMALL_CASELOAD:
        warnings.append(Reason("small_caseload", "{n} records are few: values of fewer than about {threshold} records "
                               "will be dropped, and most combinations with them",
                               {"n": len(records.rows), "threshold": math.ceil(threshold)}))  # fmt: skip
    if lost > MUCH_LOST * len(singles):
        warnings.append(Reason("most_values_lost", "{lost} of {values} values lie below the threshold of {threshold}: "
                               "group codes or publish tables instead",
                               {"lost": lost, "values": len(singles), "threshold": math.ceil(threshold)}))  # fmt: skip
    return Outlook(len(records.rows), threshold, len(singles), lost, tuple(warnings))
