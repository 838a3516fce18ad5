"""Seconds for the flows between 230 countries, beside fitting every birthplace's table in turns, in one run.

Run with `python -m bench.flows` from the project's folder. Stocks are made up: lognormal, two fifths of the pairs
filled, nearly everybody at home. Ours: rescaling, births and deaths, both fits, pseudo-Bayes with types. The baseline
is how the method is usually run: iterative proportional fitting in turns of both stocks to one person, then of one
230 x 230 table for each birthplace, once with the stayers held fast and once without; it keeps no types.
Run with OPENBLAS_NUM_THREADS=1: processor time of one thread is then what a quiet machine takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from sojourn.evidence.flows.accounts import balanced, rescaled
from sojourn.evidence.flows.estimate import WEIGHT, estimate
from sojourn.evidence.flows.moves import fewest
from sojourn.evidence.flows.stocks import Stocks, read_stocks

PLACES = 230
ROUNDS = 9
MARGIN_TURNS = 2000
TURNS = 50
TOLERANCE = 1e-6


def made_up(n: int = PLACES) -> Stocks:
    """Two stocks five years apart, with births and deaths."""
    chance = np.random.default_rng(20260101)
    people = np.exp(chance.normal(15, 2, n))
    before = np.minimum(chance.lognormal(5, 2.5, (n, n)) * (chance.random((n, n)) < 0.4), people * 0.002)
    after = before * chance.lognormal(0.1, 0.3, (n, n))
    np.fill_diagonal(before, people)
    np.fill_diagonal(after, people * chance.uniform(1.0, 1.12, n))
    return read_stocks([f"P{i:03}" for i in range(n)], before, after, people * 0.1, people * 0.045)


def margins_in_turns(seed: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The baseline's first step: the whole stock brought to row and column totals, in turns."""
    table = seed.copy()
    for _ in range(MARGIN_TURNS):
        table *= _quotient(rows, table.sum(axis=1))[:, None]
        table *= _quotient(columns, table.sum(axis=0))
        if np.abs(table.sum(axis=1) - rows).max() <= 1.0:
            break
    return table


def in_turns(start: np.ndarray, end: np.ndarray, stayers: bool) -> np.ndarray:
    """The baseline's second step: one table for each birthplace; with stayers, as many as can stay are held fast."""
    total = np.zeros_like(start)
    for before, after in zip(start, end, strict=True):
        stay = np.minimum(before, after) if stayers else np.zeros(len(before))
        rows, columns = before - stay, after - stay
        table = 1.0 - np.eye(len(before)) if stayers else np.ones((len(before), len(before)))
        for _ in range(TURNS):
            table *= _quotient(rows, table.sum(axis=1))[:, None]
            table *= _quotient(columns, table.sum(axis=0))
            if np.abs(table.sum(axis=1) - rows).max() <= TOLERANCE:
                break
        total += table
    np.fill_diagonal(total, 0.0)
    return total


def baseline(stocks: Stocks) -> np.ndarray:
    """Pseudo-Bayes flows by fitting in turns, from the same rescaled stocks less births and deaths."""
    start, end = rescaled(stocks)
    start = start * (1 - stocks.deaths / start.sum(axis=0))
    end = end - np.diag(stocks.births)
    rows = (start.sum(axis=1) + end.sum(axis=1)) / 2
    start, end = (margins_in_turns(stock, rows, stock.sum(axis=0)) for stock in (start, end))
    return WEIGHT * in_turns(start, end, True) + (1 - WEIGHT) * in_turns(start, end, False)


def _quotient(wanted: np.ndarray, found: np.ndarray) -> np.ndarray:
    return np.divide(wanted, found, out=np.zeros_like(wanted), where=found > 0)


def best(work: Callable[[], object], rounds: int) -> float:
    """The shortest of several runs, in milliseconds of this program's own processor time."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return 1000 * min(times)


def main() -> None:
    """Print ours, the baseline on the same stocks, and how many times ours fits into it."""
    stocks = made_up()
    ours, theirs = estimate(stocks).table, baseline(stocks)
    shared = np.minimum(ours, theirs).sum() / ours.sum()
    accounts = balanced(stocks)
    fast, slow = best(lambda: estimate(stocks), ROUNDS), best(lambda: baseline(stocks), 2)
    least = best(lambda: fewest(accounts.start, accounts.end), ROUNDS)
    print(f"{PLACES} places, pseudo-Bayes with types, from raw stocks: {fast:8.1f} ms (aim 50)")
    print(f"  of which the least moves alone:                     {least:8.1f} ms")
    print(f"  fitting in turns, the same flows:                   {slow:8.1f} ms ({slow / fast:.0f} times)")
    print(f"  persons in the same cells under both:               {100 * shared:8.2f} %")


if __name__ == "__main__":
    main()
