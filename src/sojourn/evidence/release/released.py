"""What comes out of the gate: figures, what was hidden and why, and the proof that it stays hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sojourn.evidence.release.audit import Proof
from sojourn.evidence.release.axes import Axis
from sojourn.evidence.release.log import Told
from sojourn.evidence.release.rules import Rule
from sojourn.evidence.release.system import Known
from sojourn.kernel.refused import Reason

Cell = tuple[str, ...]
NORMAL: Literal["A"] = "A"
HIDDEN: Literal["Q"] = "Q"


@dataclass(frozen=True)
class Figure:
    """One published cell: a count and, where contributions were given, an amount; None and Q when hidden."""

    value: int | None
    status: Literal["A", "Q"]
    amount: float | None = None


@dataclass(frozen=True)
class Release:
    """A table fit for publication. `unsafe`: what was hidden first, and why; the rest of the hidden protects it.

    `proof` and `amount_proof` show that nothing unsafe can be worked out from `known`, which is this table and all
    `earlier` ones. `digest` names the table in the release log once it is published.
    """

    facts: str
    vintage: str
    axes: tuple[Axis, ...]
    rule: Rule
    figures: Mapping[Cell, Figure]
    unsafe: Mapping[Cell, str]
    proof: Proof = field(repr=False)
    amount_proof: Proof | None = field(repr=False)
    known: Known = field(repr=False)
    earlier: int = 0
    additive: bool = True
    unbiased: bool = True
    warnings: tuple[Reason, ...] = ()
    digest: str = ""

    @property
    def hidden(self) -> frozenset[Cell]:
        """All cells without a value."""
        return frozenset(cell for cell, figure in self.figures.items() if figure.status == HIDDEN)

    @property
    def loss(self) -> dict[str, float]:
        """How much the table lost: share of cells hidden, and of its finest people hidden (percent)."""
        tops = {axis.name: max(len(codes) for codes in axis.groups.values()) for axis in self.axes}
        fine = [
            cell for cell in self.figures
            if all(len(axis.groups[group]) < tops[axis.name] or tops[axis.name] == 1
                   for axis, group in zip(self.axes, cell, strict=True))
        ]  # fmt: skip
        hidden = self.hidden
        return {
            "cells_hidden": 100 * len(hidden) / len(self.figures),
            "finest_cells_hidden": 100 * sum(cell in hidden for cell in fine) / max(len(fine), 1),
        }


def told_of(release: Release) -> Told:
    """What a reader of this release has: the shown figures alone."""
    shown = {cell: figure for cell, figure in release.figures.items() if figure.value is not None}
    return Told(
        release.facts, release.vintage, release.axes, release.rule.base,
        {cell: float(figure.value or 0) for cell, figure in shown.items()},
        {cell: figure.amount for cell, figure in shown.items() if figure.amount is not None},
    )  # fmt: skip
