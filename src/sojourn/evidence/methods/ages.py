"""The age curve of migration (Rogers and Castro): children with parents, a peak in young work ages, retirement, return.

Rate at age x: a1 exp(-alpha1 x) + a2 hump(x; mu2, alpha2, lambda2) [+ a3 hump(x; mu3, ...)] [+ a4 exp(lambda4 x)] + c
with hump = exp(-alpha (x - mu) - exp(-lambda (x - mu))). Source: Rogers and Castro, Model Migration Schedules, IIASA
RR-81-30 (1981); the fundamental schedule is its table of standard values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import least_squares

from sojourn.kernel.refused import Reason, Refused

Array = NDArray[np.float64]
SEVEN = ("a1", "alpha1", "a2", "alpha2", "mu2", "lambda2", "c")
ELEVEN = (*SEVEN, "a3", "alpha3", "mu3", "lambda3")
THIRTEEN = (*ELEVEN, "a4", "lambda4")
KINDS: Mapping[int, tuple[str, ...]] = {7: SEVEN, 11: ELEVEN, 13: THIRTEEN}
FUNDAMENTAL: Mapping[str, float] = {
    "a1": 0.02, "alpha1": 0.1, "a2": 0.06, "alpha2": 0.1, "mu2": 20.0, "lambda2": 0.4, "c": 0.003,
}  # fmt: skip
# Where a fit begins and how far each parameter may go (rates for one year of age, in shares of one).
_START: Mapping[str, float] = {**FUNDAMENTAL, "a3": 0.005, "alpha3": 0.5, "mu3": 65.0, "lambda3": 0.3,
                               "a4": 0.0005, "lambda4": 0.02}  # fmt: skip
_BOUNDS: Mapping[str, tuple[float, float]] = {
    "a1": (0, 1), "alpha1": (1e-3, 2), "a2": (0, 1), "alpha2": (1e-3, 2), "mu2": (5, 45), "lambda2": (0.02, 5),
    "c": (0, 0.5), "a3": (0, 1), "alpha3": (1e-3, 5), "mu3": (45, 90), "lambda3": (0.02, 5),
    "a4": (0, 0.1), "lambda4": (0, 0.2),
}  # fmt: skip


@dataclass(frozen=True)
class Schedule:
    """A fitted or given curve: parameters by name; `residual` is the root mean square of what it misses (rates)."""

    parameters: Mapping[str, float]
    residual: float = 0.0
    warnings: tuple[Reason, ...] = ()

    def at(self, ages: ArrayLike) -> Array:
        """Rates at the given ages in years."""
        return rates(ages, self.parameters)

    @property
    def derived(self) -> dict[str, float]:
        """Gross rate over 0 to 100, peak age, child dependency a1/a2, labour asymmetry, parental shift's regularity."""
        p = self.parameters
        years = np.linspace(0, 100, 10001)
        curve = self.at(years)
        work = (years >= 10) & (years <= 50)
        return {
            "gross_rate": float(np.trapezoid(curve, years)),
            "peak_age": float(years[work][curve[work].argmax()]),
            "child_dependency": p["a1"] / p["a2"] if p["a2"] else float("inf"),
            "labour_asymmetry": p["lambda2"] / p["alpha2"],
            "parental_regularity": p["alpha1"] / p["alpha2"],
        }


def rates(ages: ArrayLike, parameters: Mapping[str, float]) -> Array:
    """Evaluate the curve; parameters of a part that are missing leave that part out.

    Raises Refused (`unknown_parameter`, `missing_parameter`) for a wrong set of names.
    """
    names = set(parameters)
    if strange := sorted(names - set(THIRTEEN)):
        raise Refused(Reason("unknown_parameter", "an age curve has no {names}", {"names": ", ".join(strange)}))
    if missing := sorted(set(SEVEN) - names):
        raise Refused(Reason("missing_parameter", "an age curve needs {names}", {"names": ", ".join(missing)}))
    x = np.asarray(ages, dtype=np.float64)
    p = parameters
    curve = p["a1"] * np.exp(-p["alpha1"] * x) + p["a2"] * _hump(x, p["mu2"], p["alpha2"], p["lambda2"]) + p["c"]
    if "a3" in names:
        curve = curve + p["a3"] * _hump(x, p["mu3"], p["alpha3"], p["lambda3"])
    if "a4" in names:
        curve = curve + p["a4"] * np.exp(p["lambda4"] * x)
    return np.asarray(curve)


def fit_ages(ages: ArrayLike, observed: ArrayLike, parameters: int = 7) -> Schedule:
    """Fit a curve of 7, 11 or 13 parameters to rates by age (n each) by bounded least squares.

    Rates may be on any scale. Raises Refused (`too_few_ages`, `negative_stock`, `unknown_parameter`); a parameter
    that ends on its bound is reported as a warning, for then the data do not fix it.
    """
    x, y = np.asarray(ages, dtype=np.float64), np.asarray(observed, dtype=np.float64)
    names = _names(parameters)
    if x.shape != y.shape or len(x) <= len(names):
        raise Refused(Reason("too_few_ages", "{found} rates cannot fix {n} parameters: one rate for each of more ages",
                             {"found": y.size, "n": len(names)}))  # fmt: skip
    if not np.isfinite(y).all() or (y < 0).any() or not y.any():
        raise Refused(Reason("negative_stock", "rates are zero or more, none is empty, and some are above zero"))
    # The bounds are made for curves that add up to about one.
    size = float(np.trapezoid(y, x)) or 1.0
    low, high = (np.array([_BOUNDS[name][side] for name in names], dtype=np.float64) for side in (0, 1))
    best = min((_from(start, names, x, y / size, (low, high)) for start in _starts(names, x, y)), key=lambda f: f.cost)
    found = dict(zip(names, map(float, best.x), strict=True))
    stuck = tuple(
        Reason("on_its_bound", "{name} ended on its bound {value}: these ages do not fix it",
               {"name": name, "value": round(value, 4)}, name)
        for name, value in found.items()
        if name[0] not in "ac" or name.startswith("alpha")
        if min(value - _BOUNDS[name][0], _BOUNDS[name][1] - value) < 1e-6
    )  # fmt: skip
    scaled = {name: value * size if name in ("a1", "a2", "a3", "a4", "c") else value for name, value in found.items()}
    return Schedule(scaled, float(np.sqrt(np.mean((rates(x, scaled) - y) ** 2))), stuck)


def _hump(x: Array, mu: float, alpha: float, steep: float) -> Array:
    return np.asarray(np.exp(np.clip(-alpha * (x - mu) - np.exp(np.clip(-steep * (x - mu), -50, 50)), -700, 50)))


def _names(parameters: int) -> tuple[str, ...]:
    if parameters not in KINDS:
        raise Refused(Reason("unknown_parameter", "curves have 7, 11 or 13 parameters, not {n}", {"n": parameters}))
    return KINDS[parameters]


def _starts(names: tuple[str, ...], x: Array, y: Array) -> list[list[float]]:
    """The fundamental schedule with its peak at several ages, among them where the data peak."""
    work = (x >= 12) & (x <= 45)
    peak = float(x[work][y[work].argmax()]) if work.any() else 22.0
    return [
        [mu if name == "mu2" else steep if name == "lambda2" else _START[name] for name in names]
        for mu in (peak - 3, peak, 20.0)
        for steep in (0.2, 0.5)
    ]


def _from(start: list[float], names: tuple[str, ...], x: Array, y: Array, bounds: tuple[Array, Array]):  # type: ignore[no-untyped-def]
    inside = np.clip(start, bounds[0] + 1e-9, bounds[1] - 1e-9)
    scale = np.array([_START[name] or 1.0 for name in names])
    return least_squares(
        lambda values: rates(x, dict(zip(names, values, strict=True))) - y,
        inside, bounds=bounds, x_scale=scale, ftol=1e-14, xtol=1e-14, gtol=1e-14, max_nfev=2000,
    )  # fmt: skip
