"""Single numbers that describe a table of flows: how much people move, how one-sidedly, how evenly.

All functions take n x n flows (origin by destination, persons); the diagonal is not looked at. Sources: Bell and
others, Journal of the Royal Statistical Society A 165 (2002) 435-464; Courgeau, Population 28 (1973); Plane and
Mulligan, Demography 34 (1997) 251-262; Rogers and Sweeney, Professional Geographer 50 (1998) 232-242.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sojourn.kernel.refused import Reason, Refused

Array = NDArray[np.float64]


def _flows(table: ArrayLike) -> Array:
    flows = np.array(table, dtype=np.float64)
    if flows.ndim != 2 or flows.shape[0] != flows.shape[1] or len(flows) < 2:
        raise Refused(Reason("mismatched_shape", "flows come as a square table of at least two places"))
    np.fill_diagonal(flows, 0.0)
    if not np.isfinite(flows).all() or (flows < 0).any():
        raise Refused(Reason("negative_stock", "every flow must be zero or more: leave out what is not known"))
    if flows.sum() == 0:
        raise Refused(Reason("nobody_moved", "nobody moved: no index can be taken of an empty table"))
    return flows


def _people(population: ArrayLike) -> float:
    total = float(np.sum(np.asarray(population, dtype=np.float64)))
    if not total > 0:
        raise Refused(Reason("negative_stock", "the population at risk must be above zero", {}, "population"))
    return total


def net(table: ArrayLike) -> Array:
    """Inflow minus outflow of each place (n)."""
    flows = _flows(table)
    return np.asarray(flows.sum(axis=0) - flows.sum(axis=1))


def turnover(table: ArrayLike) -> Array:
    """Inflow plus outflow of each place (n)."""
    flows = _flows(table)
    return np.asarray(flows.sum(axis=0) + flows.sum(axis=1))


def effectiveness(table: ArrayLike) -> float:
    """MEI: 100 x sum of absolute net over sum of turnover; 0 balanced, 100 one-sided."""
    return float(100 * np.abs(net(table)).sum() / turnover(table).sum())


def crude_intensity(table: ArrayLike, population: ArrayLike) -> float:
    """CMP: moves per 100 people at risk (a number, or one for each place)."""
    return float(100 * _flows(table).sum() / _people(population))


def net_rate(table: ArrayLike, population: ArrayLike) -> float:
    """ANMR: 100 x half the sum of absolute net over the population."""
    return float(100 * 0.5 * np.abs(net(table)).sum() / _people(population))


def courgeau(table: ArrayLike, population: ArrayLike) -> float:
    """Courgeau's k with n places: CMP / ln(n squared); compares countries cut into different numbers of regions."""
    return crude_intensity(table, population) / float(np.log(len(np.asarray(table)) ** 2))


def connectivity(table: ArrayLike) -> float:
    """Share of ordered pairs of places with any flow."""
    flows = _flows(table)
    return float((flows > 0).sum() / (len(flows) * (len(flows) - 1)))


def inequality(table: ArrayLike, expected: ArrayLike | None = None) -> float:
    """Half the sum of absolute differences between shares of flows and expected shares (equal ones when left out)."""
    flows = _pairs(_flows(table))
    wanted = np.ones_like(flows) if expected is None else _pairs(_flows(expected))
    return float(0.5 * np.abs(flows / flows.sum() - wanted / wanted.sum()).sum())


def gini(table: ArrayLike) -> float:
    """Spatial focus of all flows: Gini over the n(n-1) pairs, 1 when one pair has them all (corrected denominator)."""
    return _gini(_pairs(_flows(table)))


def gini_of_origins(table: ArrayLike) -> float:
    """How focused the destinations of each origin are: Gini over its n-1 destinations, weighted by its outflow."""
    flows = _flows(table)
    shares = flows.sum(axis=1) / flows.sum()
    return float(
        sum(share * _gini(np.delete(row, i)) for i, (share, row) in enumerate(zip(shares, flows, strict=True)))
    )


def gini_of_destinations(table: ArrayLike) -> float:
    """How focused the origins of each destination are, weighted by its inflow."""
    return gini_of_origins(_flows(table).T)


def variation(table: ArrayLike) -> float:
    """ACV: coefficients of variation of inflows and of outflows, each weighted by the place's share, added up."""
    flows = _flows(table)
    return _variation(flows) + _variation(flows.T)


def _variation(flows: Array) -> float:
    shares = flows.sum(axis=1) / flows.sum()
    others = [np.delete(row, i) for i, row in enumerate(flows)]
    return float(sum(s * row.std() / row.mean() for s, row in zip(shares, others, strict=True) if row.sum() > 0))


def _pairs(flows: Array) -> Array:
    return np.asarray(flows[~np.eye(len(flows), dtype=bool)])


def _gini(values: Array) -> float:
    """Sum of absolute differences over all ordered pairs, over 2 (m - 1) x total, for m values."""
    total, m = values.sum(), len(values)
    if total == 0 or m < 2:
        return 0.0
    ranks = 2 * np.arange(1, m + 1) - m - 1
    return float((ranks * np.sort(values)).sum() / ((m - 1) * total))
