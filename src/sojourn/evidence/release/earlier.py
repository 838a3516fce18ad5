"""What earlier releases told, as bounds for the audit of the next; and what changed between two vintages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from sojourn.evidence.release.grid import Cell, Grid
from sojourn.evidence.release.log import Told
from sojourn.evidence.release.system import Known, nothing
from sojourn.evidence.release.thresholds import small
from sojourn.kernel.refused import Reason, Refused

Array = NDArray[np.float64]


def before_counts(grid: Grid, atoms: Array, told: Sequence[Told]) -> Known:
    """All counts shown of these facts. Raises Refused (`facts_changed`) when the facts no longer give them."""
    known = nothing(grid.size)
    for one in told:
        rows, figures = _rows(grid, one, one.figures)
        if one.base is None:
            _same(one, np.asarray(rows @ atoms), figures, 0.5)
            known = known.and_also(Known.shown(rows, figures))
        else:
            _same(one, np.asarray(rows @ atoms), figures, one.base)
            known = known.and_also(Known.rounded(rows, figures, one.base))
    return known


def before_amounts(grid: Grid, told: Sequence[Told]) -> Known:
    """All amounts that were shown of these facts."""
    known = nothing(grid.size)
    for one in told:
        rows, figures = _rows(grid, one, one.amounts)
        known = known.and_also(Known.shown(rows, figures))
    return known


def small_changes(
    figures: Mapping[Cell, float], axes: Sequence[str], vintage: str, told: Sequence[Told], threshold: int
) -> tuple[Reason, ...]:
    """Cells whose shown figure differs by fewer people than the threshold from that of another vintage."""
    found = []
    for one in told:
        if one.vintage == vintage or [axis.name for axis in one.axes] != list(axes) or one.base is not None:
            continue
        close = [cell for cell, value in figures.items() if small(abs(value - one.figures.get(cell, value)), threshold)]
        if close:
            found.append(
                Reason(
                    "small_change",
                    "{count} figures differ by fewer than {threshold} from those of {vintage}, among them {cells}: "
                    "who came or left in between can be told",
                    {"count": len(close), "threshold": threshold, "vintage": one.vintage,
                     "cells": "; ".join(" x ".join(cell) for cell in close[:3])},
                )
            )  # fmt: skip
    return tuple(found)


def _rows(grid: Grid, told: Told, values: Mapping[Cell, float]) -> tuple[csr_array, Array]:
    at = {cell: row for row, cell in enumerate(grid.cells(told.axes))}
    matrix = grid.matrix(told.axes)
    return csr_array(matrix[[at[cell] for cell in values]]), np.array(list(values.values()), dtype=np.float64)


def _same(told: Told, now: Array, then: Array, within: float) -> None:
    if (np.abs(now - then) >= within).any():
        raise Refused(
            Reason(
                "facts_changed",
                "the facts {facts} of {vintage} no longer give the figures that were released from them: "
                "changed facts need a vintage of their own",
                {"facts": told.facts, "vintage": told.vintage},
            )
        )
