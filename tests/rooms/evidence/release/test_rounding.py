"""Controlled rounding: neighbours only, sums kept, nothing leaning to one side, the same facts the same figures."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from sojourn.evidence.release.axes import Axis, flat, tree
from sojourn.evidence.release.facts import facts_of
from sojourn.evidence.release.gate import prepare
from sojourn.evidence.release.grid import grid_of
from sojourn.evidence.release.rounding import rounded
from sojourn.evidence.release.rules import Rule

METHODS = [("round_3", 3), ("round_5", 5)]


def some(seed: int, shape: tuple[int, ...], most: int = 40):
    chance = random.Random(seed)
    names = [f"d{i}" for i in range(len(shape))]
    codes = {name: [f"{name}{j}" for j in range(n)] for name, n in zip(names, shape, strict=True)}
    facts = facts_of(
        "r", str(seed), names, {one: chance.randint(0, most) for one in itertools.product(*codes.values())}
    )
    return facts, [flat(name, own) for name, own in codes.items()]


@pytest.mark.parametrize(("method", "base"), METHODS)
@pytest.mark.parametrize("shape", [(6,), (4, 5), (3, 3, 2)])
@pytest.mark.parametrize("seed", range(2))
def test_every_figure_is_a_neighbour_and_the_table_adds_up(method, base, shape, seed):
    facts, table = some(seed, shape)
    release = prepare(facts, table, Rule(5, method))
    grid = grid_of(facts, [table])
    true = dict(zip(grid.cells(table), grid.matrix(table) @ grid.counts(facts), strict=True))
    for cell, figure in release.figures.items():
        assert figure.value % base == 0
        assert abs(figure.value - true[cell]) < base
        if true[cell] % base == 0:
            assert figure.value == true[cell]
    assert release.additive
    values = np.array([figure.value for figure in release.figures.values()]).reshape(
        [len(axis.groups) for axis in table]
    )
    for axis in range(values.ndim):
        parts = np.moveaxis(values, axis, 0)
        assert (parts[:-1].sum(axis=0) == parts[-1]).all()


def test_two_way_rounding_leans_to_no_side():
    facts, table = some(7, (3, 4), most=30)
    grid = grid_of(facts, [table])
    cells, atoms = grid.matrix(table), grid.counts(facts)
    runs = np.mean([rounded(cells, atoms, grid.shape, 5, seed, True).figures for seed in range(300)], axis=0)
    # Five standard errors of a figure that falls on one of two neighbours five apart.
    np.testing.assert_allclose(runs, cells @ atoms, atol=5 * 2.5 / np.sqrt(300))


def test_a_hierarchy_adds_up_too():
    parents = {"T": None, "n": "T", "s": "T", **{f"n{i}": "n" for i in range(3)}, **{f"s{i}": "s" for i in range(4)}}
    codes = [code for code in parents if len(code) == 2]
    chance = random.Random(2)
    facts = facts_of("h", "1", ("geo", "sex"), {(code, sex): chance.randint(0, 30) for code in codes for sex in "FM"})
    release = prepare(facts, [tree("geo", parents), flat("sex", "FM")], Rule(5, "round_5"))
    value = {cell: figure.value for cell, figure in release.figures.items()}
    for sex in ("F", "M", "_T"):
        assert value["T", sex] == value["n", sex] + value["s", sex]
        assert value["n", sex] == sum(value[f"n{i}", sex] for i in range(3))
    assert release.additive
    assert not release.unbiased


def test_a_table_without_its_finest_cells_is_rounded_as_well():
    ages = [str(age) for age in range(9)]
    facts = facts_of("b", "1", ("age",), {(age,): 7 for age in ages})
    bands = Axis("age", {"0-2": frozenset(ages[:3]), "3-8": frozenset(ages[3:]), "0-5": frozenset(ages[:6])})
    release = prepare(facts, [bands], Rule(5, "round_5"))
    for cell, true in (("0-2", 21), ("3-8", 42), ("0-5", 42)):
        assert abs(release.figures[cell,].value - true) < 5


def test_the_same_facts_round_the_same_and_others_do_not():
    facts, table = some(1, (6, 6))
    same = [tuple(f.value for f in prepare(facts, table, Rule(5, "round_5")).figures.values()) for _ in range(2)]
    assert same[0] == same[1]
    other, _ = some(2, (6, 6))
    assert tuple(f.value for f in prepare(other, table, Rule(5, "round_5")).figures.values()) != same[0]
