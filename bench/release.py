"""Seconds to protect and to audit a table of 10,000 cells, beside asking the solver cell by cell, in one run.

Run with `OPENBLAS_NUM_THREADS=1 python -m bench.release` from the project's folder. Tables are made up: lognormal
counts, a tenth of the cells empty, all margins published. The audit proves for every small count anywhere in the
table that a reader must stay in doubt by the threshold. The baseline asks a linear programme for the lowest and the
highest value of one cell after the other, which is how an audit is usually run; it is timed on 10 cells.
"""

from __future__ import annotations

import time

import numpy as np
from scipy.sparse import csr_array

from sojourn.evidence.release.audit import audit, intervals
from sojourn.evidence.release.axes import Axis, flat, tree
from sojourn.evidence.release.facts import Facts
from sojourn.evidence.release.gate import prepare
from sojourn.evidence.release.grid import grid_of
from sojourn.evidence.release.rules import Rule
from sojourn.evidence.release.worlds import Watched

THRESHOLD = 5
SAMPLE = 10


def made_up(shape: tuple[int, ...]) -> tuple[Facts, list[Axis]]:
    """Facts of the given shape and the table of all its margins."""
    chance = np.random.default_rng(20260101)
    counts = chance.poisson(chance.lognormal(3, 1.2, shape))
    counts[chance.random(shape) < 0.1] = 0
    names = tuple(f"d{axis}" for axis in range(len(shape)))
    codes = tuple(tuple(f"{name}_{code:03}" for code in range(n)) for name, n in zip(names, shape, strict=True))
    facts = Facts("bench", "1", names, codes, counts.astype(np.int64))
    return facts, [flat(name, own) for name, own in zip(names, codes, strict=True)]


def with_regions(facts: Facts, table: list[Axis], size: int) -> list[Axis]:
    """The same table, its first dimension gathered into regions of `size` codes."""
    name, codes = facts.names[0], facts.codes[0]
    parents: dict[str, str | None] = {"_T": None}
    for at, code in enumerate(codes):
        parents[f"region {at // size}"] = "_T"
        parents[code] = f"region {at // size}"
    return [tree(name, parents), *table[1:]]


def report(title: str, facts: Facts, table: list[Axis], baseline: bool) -> None:
    """Print the processor seconds of one table."""
    begin = time.process_time()
    release = prepare(facts, table, Rule(THRESHOLD))
    whole = time.process_time() - begin
    grid = grid_of(facts, [table])
    cells, atoms = grid.matrix(table), grid.counts(facts)
    watched = Watched.of(release.proof.rows, atoms, release.proof.need)
    begin = time.process_time()
    proof = audit(release.known, atoms, watched, grid)
    audited = time.process_time() - begin
    begin = time.process_time()
    assert proof.holds(release.known)
    assert not proof.pinned
    checked = time.process_time() - begin
    print(f"{title:34} {cells.shape[0]:6} cells  {len(proof.need):5} small  {len(release.hidden):5} hidden  "
          f"audit {audited:6.2f} s (aim 5)  check {checked:5.2f} s  whole release {whole:6.2f} s")  # fmt: skip
    if baseline:
        begin = time.process_time()
        intervals(release.known, atoms, csr_array(release.proof.rows[:SAMPLE]))
        each = (time.process_time() - begin) / SAMPLE
        print(f"  cell by cell: {each:.3f} s each, {each * len(proof.need):.0f} s for all "
              f"({each * len(proof.need) / audited:.0f} times)")  # fmt: skip


def main() -> None:
    """Two, three and four dimensions, and a hierarchy."""
    report("100 x 100", *made_up((100, 100)), baseline=True)
    report("20 x 21 x 22", *made_up((20, 21, 22)), baseline=True)
    report("12 x 12 x 10 x 5", *made_up((12, 12, 10, 5)), baseline=False)
    facts, table = made_up((120, 70))
    report("120 in 12 regions x 70", facts, with_regions(facts, table, 10), baseline=False)


if __name__ == "__main__":
    main()
