"""Give a table new row and column totals while its inner odds ratios stay: iterative proportional fitting.

The answer is r_i * seed_ij * s_j with one factor per row and column. Fitting in turns (Deming and Stephan 1940)
crawls where most people stay at home, so after a few turns Newton's steps on the logarithms finish: the same answer,
to the last digits, in a handful of steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from sojourn.kernel.refused import Reason, Refused

Array = NDArray[np.float64]
TOLERANCE = 1e-11
NEWTON_AT = (20, 60, 600)  # turns after which Newton's steps are tried
NEWTON_STEPS = 60
LONGEST_STEP = 8.0  # in logarithms
SURE_STEP = 0.05  # below it Newton's steps converge, and the dual function is flat to rounding
GOOD_ENOUGH = 1e-6  # a slower fit that came this near is given with its residual
HALVINGS = (1.0, 0.5, 0.25, 0.125, 0.0625, 0.03125)


@dataclass(frozen=True)
class Fitted:
    """`table` has the wanted totals up to `residual` (largest difference over the largest total)."""

    table: Array
    residual: float
    steps: int


def fit(seed: Array, rows: Array, columns: Array, tolerance: float = TOLERANCE, turns: int = 2000) -> Fitted:
    """Scale `seed` (m x n, not negative) to the totals `rows` (m) and `columns` (n).

    Raises Refused: `unequal_totals` when the two sets of totals disagree; `empty_line` when a line without anyone in
    the seed has a total; `no_such_table` when the zeros of the seed leave no table with these totals.
    """
    _check(seed, rows, columns)
    size = max(float(rows.max(initial=0.0)), 1e-300)
    u, v = np.ones(len(rows)), np.ones(len(columns))
    residual, step = np.inf, 0
    for step in range(1, turns + 1):
        u = _quotient(rows, seed @ v)
        v = _quotient(columns, seed.T @ u)
        if step in NEWTON_AT and residual > tolerance:
            u, v = _newton(seed, rows, columns, u, v, tolerance * size)
        residual = float(np.abs(u * (seed @ v) - rows).max(initial=0.0)) / size
        if residual <= tolerance:
            return Fitted(u[:, None] * seed * v, residual, step)
    if residual <= GOOD_ENOUGH:
        return Fitted(u[:, None] * seed * v, residual, step)
    raise Refused(
        Reason(
            "no_such_table",
            "no table with these zeros has the wanted totals: after {turns} turns the rows are off by {percent} %",
            {"turns": turns, "percent": round(100 * residual, 4)},
        )
    )


def _check(seed: Array, rows: Array, columns: Array) -> None:
    if seed.shape != (len(rows), len(columns)):
        raise Refused(
            Reason(
                "mismatched_shape",
                "a seed of {shape} cannot take {rows} row and {columns} column totals",
                {"shape": " x ".join(map(str, seed.shape)), "rows": len(rows), "columns": len(columns)},
            )
        )
    for values, name in ((seed, "seed"), (rows, "row totals"), (columns, "column totals")):
        if not np.isfinite(values).all() or (values < 0).any():
            raise Refused(Reason("negative_stock", "{name}: every figure must be zero or more", {"name": name}))
    if abs(rows.sum() - columns.sum()) > 1e-6 * max(rows.sum(), columns.sum()):
        raise Refused(
            Reason(
                "unequal_totals",
                "the rows add up to {rows} and the columns to {columns}: they count the same people",
                {"rows": float(rows.sum()), "columns": float(columns.sum())},
            )
        )
    for empty, totals in ((seed.sum(axis=1) == 0, rows), (seed.sum(axis=0) == 0, columns)):
        if (empty & (totals > 0)).any():
            line = int(np.flatnonzero(empty & (totals > 0))[0]) + 1
            raise Refused(
                Reason(
                    "empty_line",
                    "line {line} of the seed holds nobody, yet its total is {total}",
                    {"line": line, "total": float(totals[line - 1])},
                )
            )


def _quotient(wanted: Array, found: Array) -> Array:
    return np.divide(wanted, found, out=np.zeros_like(wanted), where=found > 0)


def _newton(seed: Array, rows: Array, columns: Array, u: Array, v: Array, enough: float) -> tuple[Array, Array]:
    """Newton's steps on log u, with v following exactly; each step is halved until the dual function falls."""
    live = rows > 0
    pull, seed = np.log(u[live]), seed[live]
    here = _dual(seed, rows[live], columns, pull)
    groups = _groups(seed)
    for _ in range(NEWTON_STEPS):
        held = np.exp(pull)[:, None] * seed
        table = held * _quotient(columns, held.sum(axis=0))
        gap = rows[live] - table.sum(axis=1)
        if float(np.abs(gap).max(initial=0.0)) <= enough:
            break
        step = np.clip(_step(table, columns, gap, groups), -LONGEST_STEP, LONGEST_STEP)
        for length in HALVINGS:
            there = _dual(seed, rows[live], columns, pull + length * step)
            if there <= here or np.abs(step).max() < SURE_STEP:
                break
        else:
            break
        pull, here = pull + length * step, there
    found = np.zeros_like(u)
    with np.errstate(over="ignore", invalid="ignore"):
        found[live] = np.exp(pull)
        other = _quotient(columns, seed.T @ found[live])
    return (found, other) if np.isfinite(found).all() and np.isfinite(other).all() else (u, v)


def _dual(seed: Array, rows: Array, columns: Array, pull: Array) -> float:
    """The convex function whose slope is the row gap: least where the totals hold."""
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        logs = np.log(seed.T @ np.exp(pull))
        value = float(columns @ np.where(columns > 0, logs, 0.0) - rows @ pull)
    return value if np.isfinite(value) else np.inf


def _groups(seed: Array) -> Array:
    """One row for each set of lines that hang together, dividing by its size: the mean over the set."""
    rows, columns = seed.shape
    at, beyond = np.nonzero(seed)
    graph = coo_array((np.ones(len(at)), (at, beyond + rows)), shape=(rows + columns, rows + columns))
    _, group = connected_components(graph, directed=False)
    member = (group[:rows] == np.unique(group[:rows])[:, None]).astype(np.float64)
    return np.asarray(member.T @ (member / member.sum(axis=1, keepdims=True)))


def _step(table: Array, columns: Array, gap: Array, groups: Array) -> Array:
    """Solve the linearised row equations.

    Rows pull on one another only where they share columns, so the matrix is a Laplacian. Its diagonal is summed from
    the rest rather than subtracted: where nearly everybody stays at home the subtraction would leave rounding only.
    """
    # A product with its own transpose costs half.
    rooted = table * np.sqrt(_quotient(np.ones_like(columns), columns))
    pulls = rooted @ rooted.T
    np.fill_diagonal(pulls, 0.0)
    own = pulls.sum(axis=1)
    matrix = -pulls
    # A factor common to rows that hang together is free: it is taken out before and after, and a ridge settles it.
    matrix[np.diag_indices_from(matrix)] = own * (1 + 1e-13) + 1e-13 * own.max(initial=0.0) + 1e-300
    try:
        step = cho_solve(cho_factor(matrix, check_finite=False), gap - groups @ gap, check_finite=False)
        return np.asarray(step - groups @ step)
    except (LinAlgError, ValueError):
        return np.zeros_like(gap)
