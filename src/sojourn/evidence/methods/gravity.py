"""Gravity models of flows: ordinary least squares on logarithms, and Poisson pseudo-maximum likelihood.

Source: Santos Silva and Tenreyro, "The log of gravity", Review of Economics and Statistics 88 (2006), also for the
robust standard errors, and Economics Letters 107 (2010) for when the Poisson estimates do not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog

from sojourn.kernel.refused import Reason, Refused

Array = NDArray[np.float64]
CONSTANT = "constant"
STEPS = 100


@dataclass(frozen=True)
class Fit:
    """Coefficients and heteroskedasticity-robust (HC1) standard errors by name; `used` rows; fit on the data's scale.

    `r_squared` is the squared correlation of observed and fitted values (of logarithms for least squares).
    """

    coefficients: Mapping[str, float]
    errors: Mapping[str, float]
    used: int
    left_out: int
    r_squared: float
    fitted: Array
    steps: int


def log_least_squares(flows: ArrayLike, **columns: ArrayLike) -> Fit:
    """Regress log flows on the logarithms of the columns (populations, distance; all above zero).

    Flows of zero cannot be logged: they are left out and counted, which is why Poisson is the better habit.
    """
    y, names, x = _design(flows, columns)
    used = y > 0
    y, x = np.log(y[used]), x[used]
    _enough(x)
    solved: Array = np.asarray(np.linalg.lstsq(x, y, rcond=None)[0], dtype=np.float64)
    fitted = x @ solved
    bread: Array = np.asarray(np.linalg.inv(x.T @ x), dtype=np.float64)
    return _told(names, solved, _robust(x, y - fitted, bread), y, fitted, int((~used).sum()), 1)


def poisson(flows: ArrayLike, **columns: ArrayLike) -> Fit:
    """Fit flows = exp(constant + sum of coefficient x log column) by iteratively reweighted least squares.

    Zero flows take part. Raises Refused: `separated` (zeros that one combination of columns tells apart: the
    estimates run to infinity), `not_converged`, `collinear`, `too_few_rows`.
    """
    y, names, x = _design(flows, columns)
    _enough(x)
    _not_separated(y, x)
    mean = (y + y.mean()) / 2
    beta, deviance = np.zeros(x.shape[1]), np.inf
    for step in range(1, STEPS + 1):
        wanted = np.log(mean) + (y - mean) / mean
        root = np.sqrt(mean)
        beta = np.linalg.lstsq(x * root[:, None], wanted * root, rcond=None)[0]
        mean = np.exp(np.clip(x @ beta, -700, 700))
        before, deviance = deviance, _deviance(y, mean)
        if abs(before - deviance) <= 1e-12 * (abs(deviance) + 0.1):
            bread = np.linalg.inv((x * mean[:, None]).T @ x)
            return _told(names, beta, _robust(x, y - mean, bread), y, mean, 0, step)
    raise Refused(Reason("not_converged", "the Poisson fit did not settle in {steps} steps", {"steps": STEPS}))


def _design(flows: ArrayLike, columns: Mapping[str, ArrayLike]) -> tuple[Array, list[str], Array]:
    y = np.asarray(flows, dtype=np.float64).ravel()
    if not np.isfinite(y).all() or (y < 0).any() or not y.any():
        raise Refused(
            Reason("negative_stock", "flows are zero or more, none is empty, and some are above zero", {}, "flows")
        )
    logs = [np.ones_like(y)]
    for name, values in columns.items():
        column = np.asarray(values, dtype=np.float64).ravel()
        if column.shape != y.shape:
            raise Refused(
                Reason("mismatched_shape", "{name} has {found} rows, the flows have {rows}",
                       {"name": name, "found": len(column), "rows": len(y)}, name)
            )  # fmt: skip
        if not np.isfinite(column).all() or (column <= 0).any():
            raise Refused(
                Reason("not_above_zero", "{name} must be above zero in every row to be logged", {"name": name}, name)
            )
        logs.append(np.log(column))
    return y, [CONSTANT, *columns], np.column_stack(logs)


def _enough(x: Array) -> None:
    rows, columns = x.shape
    if rows <= columns:
        raise Refused(Reason("too_few_rows", "{rows} rows cannot tell {columns} coefficients apart",
                             {"rows": rows, "columns": columns}))  # fmt: skip
    if np.linalg.matrix_rank(x) < columns:
        raise Refused(Reason("collinear", "one column is a combination of others: leave it out"))


def _not_separated(y: Array, x: Array) -> None:
    """Separation: a combination of columns that is nil wherever people moved and nowhere above nil elsewhere."""
    zero, positive = x[y == 0], x[y > 0]
    if not len(zero):
        return
    found = linprog(
        zero.sum(axis=0), A_ub=zero, b_ub=np.zeros(len(zero)), A_eq=positive, b_eq=np.zeros(len(positive)),
        bounds=[(-1, 1)] * x.shape[1],
    )  # fmt: skip
    if found.status == 0 and found.fun < -1e-7:
        raise Refused(
            Reason("separated", "some zero flows are told apart wholly by the columns, so no finite estimate exists")
        )


def _deviance(y: Array, mean: Array) -> float:
    logs = np.log(np.divide(y, mean, out=np.ones_like(y), where=y > 0))
    return float(2 * (y * logs - (y - mean)).sum())


def _robust(x: Array, residual: Array, bread: Array) -> Array:
    scores = x * residual[:, None]
    rows, columns = x.shape
    meat = scores.T @ scores * rows / (rows - columns)
    return np.asarray(np.sqrt(np.diag(bread @ meat @ bread)))


def _told(names: list[str], beta: Array, errors: Array, y: Array, fitted: Array, left_out: int, steps: int) -> Fit:
    varied = y.std() > 0 and fitted.std() > 0
    return Fit(
        dict(zip(names, map(float, beta), strict=True)),
        dict(zip(names, map(float, errors), strict=True)),
        len(y),
        left_out,
        float(np.corrcoef(y, fitted)[0, 1] ** 2) if varied else 0.0,
        fitted,
        steps,
    )
