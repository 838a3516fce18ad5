"""Small counts are hidden, and no hidden one can be worked out from what is shown."""

from __future__ import annotations

import itertools
import random

import pytest

from sojourn.evidence.room_to_move import Figures, interval
from sojourn.evidence.suppress import TOTAL, intervals, small, suppress, with_margins

# rights-and-data-protection.md, vignette V4
V4 = {("women", "with"): 3, ("women", "without"): 40, ("men", "with"): 12, ("men", "without"): 55}


def test_v4_all_four_interior_cells_are_hidden_and_the_margins_kept():
    full = with_margins(V4)
    result = suppress([full], 5)
    assert result.first == {("women", "with")}
    assert result.hidden == set(V4)
    assert intervals([full], result) == {("women", "with"): (0, 15)}
    assert full[(TOTAL, TOTAL)] == 110


def test_a_table_without_small_counts_is_shown_whole():
    assert (
        suppress([with_margins({("a", "x"): 5, ("a", "y"): 0, ("b", "x"): 9, ("b", "y"): 6})], 5).hidden == frozenset()
    )


def test_one_column_hides_a_second_cell_when_the_total_is_shown():
    counts = {(name, "all"): count for name, count in {"a": 2, "b": 30, "c": 7, "d": 50}.items()}
    full = with_margins(counts)
    unpublished = {cell for cell in full if TOTAL in cell and cell != (TOTAL, TOTAL)}
    assert suppress([full], 5, unpublished).hidden == {("a", "all"), ("c", "all")}


def test_a_share_hides_by_both_its_counts():
    of = with_margins({("a", "all"): 40, ("b", "all"): 50, ("c", "all"): 60})
    having = with_margins({("a", "all"): 38, ("b", "all"): 3, ("c", "all"): 30})
    hidden = suppress([of, having], 5).hidden
    assert ("b", "all") in hidden
    assert len(hidden & {("a", "all"), ("c", "all")}) >= 1


def test_everything_small_hides_everything():
    full = with_margins({("a", "x"): 1, ("b", "y"): 2})
    assert suppress([full], 5).hidden >= {("a", "x"), ("b", "y"), (TOTAL, TOTAL)}


def tables(seed: int):
    chance = random.Random(seed)
    rows, columns = chance.randint(1, 4), chance.randint(1, 4)
    return with_margins({
        (f"r{row}", f"c{column}"): chance.choice([0, 0, 1, 2, 3, 4, 5, 6, 9, 14, 30])
        for row, column in itertools.product(range(rows), range(columns))
    })  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_no_small_count_is_pinned_in_any_table(seed):
    full = tables(seed)
    result = suppress([full], 5)
    shown = set(full) - result.hidden
    assert not any(small(full[cell], 5) for cell in shown)
    for cell in result.first:
        low, high = interval(Figures(full), result.hidden, cell)
        assert low <= full[cell] <= high
        assert high - low >= 5 or shown <= {one for one in full if full[one] == 0} or not _could_hide_more(full, result)


def _could_hide_more(full, result):
    return any(full[cell] for cell in set(full) - result.hidden)


def every_way(full, hidden, most):
    """Every table of whole figures that agrees with what is shown, by trying them all."""
    rows = sorted({row for row, _ in full if row != TOTAL})
    columns = sorted({column for _, column in full if column != TOTAL})
    interior = list(itertools.product(rows, columns))
    free = [cell for cell in interior if cell in hidden]
    for guess in itertools.product(range(most + 1), repeat=len(free)):
        counts = with_margins({**{cell: full[cell] for cell in interior}, **dict(zip(free, guess, strict=True))})
        if all(counts[cell] == full[cell] for cell in full if cell not in hidden):
            yield counts


@pytest.mark.parametrize("seed", range(15))
def test_the_interval_is_what_trying_every_table_finds(seed):
    chance = random.Random(1000 + seed)
    full = with_margins({(row, column): chance.randint(0, 2) for row in "ab" for column in "xyz"})
    interior = [cell for cell in full if TOTAL not in cell]
    hidden = set(chance.sample(interior, 4))
    cell = sorted(hidden)[0]
    found = [counts[cell] for counts in every_way(full, hidden, most=6)]
    assert interval(Figures(full), hidden, cell) == (min(found), max(found))


@pytest.mark.parametrize("seed", range(10))
def test_the_interval_is_right_when_margins_are_hidden_too(seed):
    chance = random.Random(2000 + seed)
    full = with_margins({(row, column): chance.randint(0, 2) for row in "ab" for column in "xy"})
    hidden = {
        ("a", "x"),
        ("a", "y"),
        ("a", TOTAL),
        ("b", "x"),
        *chance.sample([("b", "y"), (TOTAL, "y"), (TOTAL, "x")], 1),
    }
    cell = ("a", "x")
    found = [counts[cell] for counts in every_way(full, hidden, most=8)]
    assert interval(Figures(full), hidden, cell) == (min(found), max(found))


def test_a_page_full_of_cells_is_decided_without_hiding_everything():
    chance = random.Random(7)
    cells = [(f"r{r}", f"c{c}") for r in range(20) for c in range(6)]
    full = with_margins({cell: chance.choice([0, 3, 8, 20, 90, 200]) for cell in cells})
    hidden = suppress([full], 5).hidden
    margins = [cell for cell in full if TOTAL in cell]
    assert not hidden & set(margins)
    assert len(hidden) < len(full) * 2 / 3
