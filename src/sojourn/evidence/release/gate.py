"""The release gate: a table of facts in, figures that protect everybody out, with the proof and a line in the log.

Hidden and zero are two things: a hidden figure has no value and status Q; nobody is value 0. What earlier releases of
the same facts told is part of what the reader knows; if it leaves no safe way, the table is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sojourn.evidence.release.audit import Proof, audit
from sojourn.evidence.release.axes import Axis
from sojourn.evidence.release.earlier import before_amounts, before_counts, small_changes
from sojourn.evidence.release.facts import Facts
from sojourn.evidence.release.grid import Grid, grid_of
from sojourn.evidence.release.hiding import hide
from sojourn.evidence.release.log import ReleaseLog, Told
from sojourn.evidence.release.protecting import SMALL, Guarded, guarded, protect_amounts, shown
from sojourn.evidence.release.released import HIDDEN, NORMAL, Figure, Release, told_of
from sojourn.evidence.release.rounding import rounded, seed_of
from sojourn.evidence.release.rules import Amounts, Rule, amounts
from sojourn.evidence.release.system import Known
from sojourn.kernel.refused import Reason, Refused

Array = NDArray[np.float64]
NAMED_AT_MOST = 5
MUCH = 0.5  # a table that hides more than this share of its cells is told to be cut more coarsely


def publish(facts: Facts, table: Sequence[Axis], rule: Rule, log: ReleaseLog, *, by: str, to: str) -> Release:
    """Make a table safe against everything told before, write it down, and only then hand it out.

    `by`: who releases; `to`: to whom. Raises what `prepare` raises, and Refused (`nobody_named`).
    """
    if not by.strip() or not to.strip():
        raise Refused(Reason("nobody_named", "a release names who gives it (by) and who gets it (to)"))
    with log.held():
        made = prepare(facts, table, rule, log.told(facts.id))
        digest = log.write(told_of(made), by=by, to=to, rule=f"{rule.method}, threshold {rule.threshold}")
    return replace(made, digest=digest)


def prepare(facts: Facts, table: Sequence[Axis], rule: Rule, told: Sequence[Told] = ()) -> Release:
    """Make a table safe without telling anybody yet.

    `told`: earlier releases of the same facts. Raises Refused: `pinned` (something unsafe can be worked out whatever
    is hidden now, because of what was told before or because rounding leaves too little doubt), `facts_changed`,
    `changes_too_small`, and what `grid_of` refuses.
    """
    axes = tuple(axis for name in facts.names for axis in table if axis.name == name)
    same = [one for one in told if one.vintage == facts.vintage]
    grid = grid_of(facts, [table, *(one.axes for one in same)])
    atoms = grid.counts(facts)
    watch = guarded(grid, [axes, *(one.axes for one in same)], atoms, rule, _doubt(rule, same))
    before = before_counts(grid, atoms, same)
    if rule.base is not None:
        made = _rounded(facts, axes, rule, grid, atoms, before, watch)
    else:
        made = _suppressed(facts, axes, rule, grid, atoms, before, watch, same)
    _refuse_pinned(made.proof, watch.labels, len(same))
    changes = small_changes(told_of(made).figures, [axis.name for axis in axes], facts.vintage, told, rule.threshold)
    if changes and rule.changes == "refuse" and rule.base is None:
        raise Refused([replace(reason, code="changes_too_small") for reason in changes])
    return replace(made, earlier=len(same), warnings=made.warnings + changes)


def _doubt(rule: Rule, same: Sequence[Told]) -> float:
    """What this rule asks for, or less where earlier rounding to a base already left less: that is told."""
    return min([rule.doubt, *(float(one.base - 1) for one in same if one.base is not None)])


def _suppressed(
    facts: Facts, axes: tuple[Axis, ...], rule: Rule, grid: Grid, atoms: Array, before: Known, watch: Guarded,
    same: Sequence[Told],
) -> Release:  # fmt: skip
    cells = grid.matrix(axes)
    hidden = hide(cells, atoms, watch.watched(atoms), watch.unsafe > 0, before, grid)
    given, money = None, None
    if facts.contributions:
        tables = [(table, grid.matrix(table)) for table in (axes, *(one.axes for one in same))]
        judged = [(matrix, amounts(facts, grid, matrix, rule)) for _, matrix in tables]
        given = judged[0][1]
        protected = protect_amounts(grid, judged, hidden, before_amounts(grid, same))
        hidden, money = protected.hidden, protected.proof
        labels = [
            " x ".join(grid.cells(table)[at])
            for (table, _), (_, one) in zip(tables, judged, strict=True)
            for at in np.flatnonzero(one.unsafe)
        ]
        _refuse_pinned(money, labels, len(same))
    known = before.and_also(shown(cells, atoms, hidden))
    proof = audit(known, atoms, watch.watched(atoms), grid)
    counts = np.asarray(cells @ atoms)
    sums = None if given is None else np.asarray(cells @ given.atoms)
    figures = {
        cell: Figure(None, HIDDEN)
        if hidden[at]
        else Figure(round(float(counts[at])), NORMAL, None if sums is None else float(sums[at]))
        for at, cell in enumerate(grid.cells(axes))
    }
    return Release(
        facts.id, facts.vintage, axes, rule, figures, _why(grid, axes, watch, given), proof, money, known,
        warnings=_coarser(hidden),
    )  # fmt: skip


def _rounded(
    facts: Facts, axes: tuple[Axis, ...], rule: Rule, grid: Grid, atoms: Array, before: Known, watch: Guarded
) -> Release:
    if facts.contributions:
        raise Refused(
            Reason("amounts_not_rounded", "amounts are protected by hiding, not by rounding: choose suppress")
        )
    cells, base = grid.matrix(axes), rule.base or 1
    done = rounded(cells, atoms, grid.shape, base, seed_of(f"{facts.id} {facts.vintage}", atoms), _flat(grid, axes))
    known = before.and_also(Known.rounded(cells, done.figures, base))
    proof = audit(known, atoms, watch.watched(atoms), grid)
    figures = {
        cell: Figure(round(float(value)), NORMAL) for cell, value in zip(grid.cells(axes), done.figures, strict=True)
    }
    return Release(
        facts.id, facts.vintage, axes, rule, figures, _why(grid, axes, watch, None), proof, None, known,
        additive=done.additive, unbiased=done.unbiased,
    )  # fmt: skip


def _flat(grid: Grid, axes: tuple[Axis, ...]) -> bool:
    """Whether the table's cells are its atoms and their totals along at most two dimensions."""
    if len(axes) > 2 or grid.names != tuple(axis.name for axis in axes):
        return False
    return all(
        sorted(len(set(atoms[[own.index(code) for code in codes]])) for codes in axis.groups.values())
        in ([1] * length, [1] * length + [length])
        for axis, own, atoms, length in zip(axes, grid.codes, grid.atom_of, grid.shape, strict=True)
    )


def _why(grid: Grid, axes: tuple[Axis, ...], watch: Guarded, given: Amounts | None) -> dict[tuple[str, ...], str]:
    reasons = {}
    for at, cell in enumerate(grid.cells(axes)):
        if watch.unsafe[at]:
            reasons[cell] = "small_count" if watch.unsafe[at] == SMALL else "group_shares_one_answer"
        elif given is not None and given.unsafe[at]:
            reasons[cell] = "dominated_amount"
    return reasons


def _coarser(hidden: NDArray[np.bool_]) -> tuple[Reason, ...]:
    if hidden.mean() <= MUCH:
        return ()
    message = "{percent} % of the figures had to be hidden: cut the table more coarsely"
    return (Reason("much_hidden", message, {"percent": round(100 * float(hidden.mean()))}),)


def _refuse_pinned(proof: Proof, labels: Sequence[str], earlier: int) -> None:
    if not proof.pinned:
        return
    names = "; ".join(labels[at] for at in proof.pinned[:NAMED_AT_MOST])
    raise Refused(
        Reason(
            "pinned",
            "{count} protected figures could be worked out, among them {names}: cut the table more coarsely, or leave "
            "a dimension out ({earlier} earlier tables of the same facts count too)",
            {"count": len(proof.pinned), "names": names, "earlier": earlier},
        )
    )
