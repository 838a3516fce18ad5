"""The ledger is never overspent: not by asking again, not by two at once, not by a crash half-way."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import textwrap

import pytest

from sojourn.evidence.release.microdata.budget import Ledger
from sojourn.evidence.release.microdata.noise import Plan
from sojourn.evidence.release.microdata.records import Records, records_of
from sojourn.evidence.release.microdata.synthesis import synthesise
from sojourn.kernel.refused import Refused


@pytest.fixture
def ledger(tmp_path) -> Ledger:
    opened = Ledger(tmp_path)
    opened.open("caseload", 4.0, by="board")
    return opened


def codes(call) -> tuple[str, ...]:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.codes


def test_spendings_add_up_to_the_limit_and_no_further(ledger):
    ledger.reserve("caseload", 2.5, by="me", what="a")
    ledger.reserve("caseload", 1.5, by="me", what="b")
    assert (ledger.spent("caseload"), ledger.left("caseload")) == (4.0, 0.0)
    assert codes(lambda: ledger.reserve("caseload", 0.01, by="me", what="c")) == ("budget_spent",)
    assert [entry["kind"] for entry in ledger.entries("caseload")] == ["open", "reserve", "reserve"]


def test_a_refused_spending_costs_nothing(ledger):
    assert codes(lambda: ledger.reserve("caseload", 4.1, by="me", what="a")) == ("budget_spent",)
    assert ledger.left("caseload") == 4.0


def test_budgets_are_apart_opened_once_and_above_zero(ledger):
    ledger.open("other", 1.0, by="board")
    ledger.reserve("other", 1.0, by="me", what="a")
    assert ledger.left("caseload") == 4.0
    assert codes(lambda: ledger.open("caseload", 9.0, by="me")) == ("budget_already_open",)
    assert codes(lambda: ledger.reserve("third", 1.0, by="me", what="a")) == ("budget_not_open",)
    for wrong in (0, -1, float("nan"), float("inf")):
        assert codes(lambda wrong=wrong: ledger.reserve("caseload", wrong, by="me", what="a")) == (
            "budget_out_of_range",
        )


RECORDS = records_of(("A", "B"), [("x", "y"), ("x", "z")] * 600)


def copied(records: Records, plan: Plan) -> Records:
    return records


def test_a_synthetic_file_is_paid_for_and_noted(ledger):
    made = synthesise(RECORDS, Plan(1.0, 0.001), ledger, facts="caseload", by="me", made=copied)
    assert ledger.left("caseload") == 3.0
    done = ledger.entries("caseload")[-1]
    assert (done["kind"], done["number"], done["digest"]) == ("done", made.number, made.digest)
    assert (made.quality.lost, made.quality.fabricated) == (0, 0)


def test_it_is_paid_for_before_noise_is_drawn(ledger):
    def dies(records: Records, plan: Plan) -> Records:
        assert ledger.left("caseload") == 3.0
        raise MemoryError("half-way")

    with pytest.raises(MemoryError):
        synthesise(RECORDS, Plan(1.0, 0.001), ledger, facts="caseload", by="me", made=dies)
    assert ledger.left("caseload") == 3.0


def test_warnings_come_before_the_budget_is_touched(ledger):
    few = records_of(("A",), [("x",)] * 50)
    assert codes(lambda: synthesise(few, Plan(1.0, 0.001), ledger, facts="caseload", by="me", made=copied)) == (
        "small_caseload",
    )
    assert ledger.spent("caseload") == 0
    synthesise(few, Plan(1.0, 0.001), ledger, facts="caseload", by="me", made=copied, accept_warnings=True)
    assert ledger.spent("caseload") == 1.0


def test_an_empty_file_is_no_release_but_was_paid_for(ledger):
    def nothing(records: Records, plan: Plan) -> Records:
        return Records(records.columns, ())

    assert codes(lambda: synthesise(RECORDS, Plan(1.0, 0.001), ledger, facts="caseload", by="me", made=nothing)) == (
        "nothing_survived",
    )
    assert ledger.spent("caseload") == 1.0


def _spend(folder, tries: int) -> None:
    for _ in range(tries):
        try:
            Ledger(folder).reserve("caseload", 0.25, by="worker", what="w")
        except Refused:
            return


def test_many_at_once_do_not_overspend(ledger, tmp_path):
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_spend, args=(tmp_path, 10)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert ledger.spent("caseload") == 4.0


SPENDER = """
    import sys
    from pathlib import Path
    from sojourn.evidence.release.microdata.budget import Ledger
    ledger = Ledger(Path(sys.argv[1]))
    while True:
        ledger.reserve("caseload", 0.05, by="worker", what="w")
        print("drew noise", flush=True)
"""


@pytest.mark.parametrize("seed", range(3))
def test_a_crash_at_any_moment_never_leaves_noise_unpaid(ledger, tmp_path, seed):
    spender = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SPENDER), str(tmp_path)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    drawn = [spender.stdout.readline() for _ in range(random.Random(seed).randint(1, 12))]
    os.kill(spender.pid, signal.SIGKILL)
    drawn += spender.stdout.read().splitlines()
    spender.wait()
    paid = round(Ledger(tmp_path).spent("caseload") / 0.05)
    assert len(drawn) <= paid <= len(drawn) + 1
    assert Ledger(tmp_path).spent("caseload") <= 4.0 + 1e-9
