"""The unknowns of an attacker: the finest cells that all published tables together can tell apart.

Codes that no table ever separates are one atom. A published figure is a row of zeros and ones over the atoms, so
several tables of the same facts, however cut, become one linear system.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, kron

from sojourn.evidence.release.axes import Axis
from sojourn.evidence.release.facts import Facts
from sojourn.kernel.refused import Reason, Refused

Cell = tuple[str, ...]
Table = Sequence[Axis]
MOST_ATOMS = 60_000


@dataclass(frozen=True)
class Grid:
    """Dimensions that any table uses; for each, which atom every code belongs to, and which atoms are kin: they share
    every published group that is more than one atom."""

    names: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    atom_of: tuple[NDArray[np.intp], ...]
    kin: tuple[NDArray[np.intp], ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of atoms along each dimension."""
        return tuple(int(atoms.max()) + 1 for atoms in self.atom_of)

    @property
    def size(self) -> int:
        """Number of atoms in all."""
        return int(np.prod(self.shape, dtype=np.int64))

    def matrix(self, table: Table) -> csr_array:
        """Cells x atoms: which atoms each cell of a table adds up; a dimension the table lacks is summed over."""
        by_name = {axis.name: axis for axis in table}
        parts = [
            _members(by_name[name], codes, atoms) if name in by_name else np.ones((1, int(atoms.max()) + 1))
            for name, codes, atoms in zip(self.names, self.codes, self.atom_of, strict=True)
        ]
        return _product(parts)

    def cells(self, table: Table) -> list[Cell]:
        """The cells of a table in the order of `matrix`: group names, dimensions in the grid's order."""
        by_name = {axis.name: axis for axis in table}
        return list(itertools.product(*(by_name[name].groups for name in self.names if name in by_name)))

    def every(self) -> csr_array:
        """Every combination of atoms and of "all" along each dimension: all that a reader could ask for."""
        return _product([np.vstack([np.eye(length), np.ones((1, length))[: length > 1]]) for length in self.shape])

    def label(self, number: int) -> str:
        """Words for one row of `every`: the codes of each atom, or `all`."""
        lengths = [length + (length > 1) for length in self.shape]
        parts = []
        for name, own, atoms, length, at in zip(
            self.names, self.codes, self.atom_of, self.shape, np.unravel_index(number, lengths), strict=True
        ):
            codes = [code for code, atom in zip(own, atoms, strict=True) if atom == at]
            parts.append(f"{name} {'/'.join(codes[:3])}" if at < length else f"{name} all")
        return " x ".join(parts)

    def counts(self, facts: Facts) -> NDArray[np.float64]:
        """People in each atom (flat)."""
        table = facts.counts.sum(axis=tuple(i for i, name in enumerate(facts.names) if name not in self.names))
        order = [name for name in facts.names if name in self.names]
        table = np.transpose(table, [order.index(name) for name in self.names]).astype(np.float64)
        for axis, atoms in enumerate(self.atom_of):
            member = (atoms[None, :] == np.arange(int(atoms.max()) + 1)[:, None]).astype(np.float64)
            table = np.moveaxis(np.tensordot(member, table, axes=(1, axis)), 0, axis)
        return np.asarray(table, dtype=np.float64).ravel()

    def atom(self, facts: Facts, codes: Sequence[str]) -> int:
        """The flat number of the atom that a full combination of the facts' codes falls into."""
        named = dict(zip(facts.names, codes, strict=True))
        at = [
            int(atoms[own.index(named[name])])
            for name, own, atoms in zip(self.names, self.codes, self.atom_of, strict=True)
        ]
        return int(np.ravel_multi_index(at, self.shape))


def grid_of(facts: Facts, tables: Sequence[Table]) -> Grid:
    """The atoms of the facts under several tables.

    Raises Refused: `unknown_dimension`, `unknown_code` (a group names a code that the facts lack), `doubled_axis`,
    `empty_group`, `too_large_together` (more atoms than can be audited at once).
    """
    names = tuple(name for name in facts.names if any(axis.name == name for table in tables for axis in table))
    for table in tables:
        _known(facts, table)
    codes = tuple(facts.codes_of(name) for name in names)
    along = [_atoms(name, own, tables) for name, own in zip(names, codes, strict=True)]
    kin = [_kin(name, own, atoms, tables) for name, own, atoms in zip(names, codes, along, strict=True)]
    grid = Grid(names, codes, tuple(along), tuple(kin))
    if grid.size > MOST_ATOMS:
        raise Refused(
            Reason(
                "too_large_together",
                "this table and the earlier ones of {facts} have {atoms} finest cells together (at most {most}): "
                "publish fewer dimensions, or coarser groups",
                {"facts": facts.id, "atoms": grid.size, "most": MOST_ATOMS},
            )
        )
    return grid


def _known(facts: Facts, table: Table) -> None:
    names = [axis.name for axis in table]
    if len(set(names)) != len(names):
        raise Refused(
            Reason("doubled_axis", "a table has each dimension once, not {names}", {"names": ", ".join(names)})
        )
    for axis in table:
        if not axis.groups or not all(axis.groups.values()):
            raise Refused(
                Reason("empty_group", "{name} needs groups, each with a code", {"name": axis.name}, axis.name)
            )
        covered = {code for codes in axis.groups.values() for code in codes}
        if strange := sorted(covered - set(facts.codes_of(axis.name))):
            raise Refused(Reason("unknown_code", "{name} groups codes that the facts lack: {codes}",
                                 {"name": axis.name, "codes": ", ".join(strange)}, axis.name))  # fmt: skip


def _atoms(name: str, codes: tuple[str, ...], tables: Sequence[Table]) -> NDArray[np.intp]:
    groups = [group for table in tables for axis in table if axis.name == name for group in axis.groups.values()]
    signs = [tuple(code in group for group in groups) for code in codes]
    numbers = {sign: at for at, sign in enumerate(dict.fromkeys(signs))}
    return np.array([numbers[sign] for sign in signs], dtype=np.intp)


def _kin(name: str, codes: tuple[str, ...], atoms: NDArray[np.intp], tables: Sequence[Table]) -> NDArray[np.intp]:
    axes = [axis for table in tables for axis in table if axis.name == name]
    rows = np.concatenate([_members(axis, codes, atoms) for axis in axes])
    shared = rows[rows.sum(axis=1) > 1]
    _, numbers = np.unique(shared, axis=1, return_inverse=True)
    return np.asarray(numbers, dtype=np.intp).ravel()


def _members(axis: Axis, codes: tuple[str, ...], atoms: NDArray[np.intp]) -> NDArray[np.float64]:
    table = np.zeros((len(axis.groups), int(atoms.max()) + 1))
    for row, group in enumerate(axis.groups.values()):
        table[row, [atoms[at] for at, code in enumerate(codes) if code in group]] = 1.0
    return table


def _product(parts: Sequence[NDArray[np.float64]]) -> csr_array:
    if not parts:
        return csr_array(np.ones((1, 1)))
    return csr_array(reduce(lambda left, right: kron(left, right, format="csr"), [csr_array(part) for part in parts]))
