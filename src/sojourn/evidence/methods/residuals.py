"""Net migration as what is left over: after survival of a cohort, or after births and deaths.

Source: United Nations, Methods of Measuring Internal Migration (Manual VI, 1970), chapters II and III.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sojourn.kernel.refused import Reason, Refused

Array = NDArray[np.float64]
Survival = Literal["forward", "reverse", "average"]


def net_by_survival(before: ArrayLike, after: ArrayLike, ratio: ArrayLike, method: Survival = "average") -> Array:
    """Net migrants of cohorts counted as `before` and, one interval later and older, as `after` (persons).

    `ratio` is the share of a cohort that survives the interval. `forward`: all moved at the end; `reverse`: all moved
    at the beginning; `average`: the mean of both. Arrays of one shape. Raises Refused (`negative_stock`,
    `ratio_out_of_range`, `unknown_method`).
    """
    start, end, survived = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (before, after, ratio)))
    _counts(start, "before")
    _counts(end, "after")
    if not ((survived > 0) & (survived <= 1)).all():
        raise Refused(
            Reason("ratio_out_of_range", "a survival ratio lies above 0 and up to 1: check its unit", {}, "ratio")
        )
    forward: Array = end - survived * start
    if method == "forward":
        return forward
    reverse: Array = end / survived - start
    if method == "reverse":
        return reverse
    if method == "average":
        return np.asarray((forward + reverse) / 2)
    raise Refused(Reason("unknown_method", "survival residuals are forward, reverse or average, not {name}",
                         {"name": method}, "method"))  # fmt: skip


def survival_ratios(before: ArrayLike, after: ArrayLike) -> Array:
    """Census survival ratios of a population without migration: `after` over `before`, cohort by cohort."""
    start, end = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    if (start <= 0).any():
        raise Refused(
            Reason("negative_stock", "a survival ratio needs people in every cohort at the start", {}, "before")
        )
    return np.asarray(end / start)


def net_by_vital_events(before: ArrayLike, after: ArrayLike, births: ArrayLike, deaths: ArrayLike) -> Array:
    """Net migrants: growth of the population less its natural increase, all in persons over the same period."""
    start, end, born, died = (np.asarray(each, dtype=np.float64) for each in (before, after, births, deaths))
    for values, name in ((start, "before"), (end, "after"), (born, "births"), (died, "deaths")):
        _counts(values, name)
    return np.asarray((end - start) - (born - died))


def _counts(values: Array, name: str) -> None:
    if not np.isfinite(values).all() or (values < 0).any():
        raise Refused(
            Reason("negative_stock", "{name}: counts are zero or more, and none is empty", {"name": name}, name)
        )
