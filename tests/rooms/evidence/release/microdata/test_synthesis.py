"""The real synthesiser: on a made-up file, and on the public file of trafficking cases at night."""

from __future__ import annotations

import csv
import os
import random
from pathlib import Path

import pytest

from sojourn.evidence.release.microdata.budget import Ledger
from sojourn.evidence.release.microdata.noise import Plan, usual_delta
from sojourn.evidence.release.microdata.records import records_of
from sojourn.evidence.release.microdata.risk import risk
from sojourn.evidence.release.microdata.synthesis import synthesise

SHARED = Path(os.environ.get("SOJOURN_SHARED_DATA") or Path(__file__).parents[6] / "shared" / "data")
CTDC = SHARED / "ctdc" / "ctdc2025_north_america_binary_subset.csv"


def test_a_synthetic_file_keeps_what_is_common_and_drops_what_is_rare(tmp_path):
    chance = random.Random(1)
    rows = [(chance.choice("FM"), chance.choice(["0-17", "18+"]), chance.choice(["a", "b", "c"])) for _ in range(3000)]
    records = records_of(("sex", "age", "origin"), [*rows, ("X", "18+", "a")])
    ledger = Ledger(tmp_path)
    ledger.open("made up", 4.0, by="board")
    made = synthesise(records, Plan(4.0, usual_delta(3001)), ledger, facts="made up", by="me")
    assert set(made.records.columns) == {"sex", "age", "origin"}
    assert "X" not in {value for row in made.records.rows for value in row}
    assert abs(len(made.records.rows) - 3000) < 300
    assert made.quality.preserved[1000] == 100
    assert ledger.left("made up") == 0


@pytest.mark.nightly
@pytest.mark.skipif(not CTDC.is_file(), reason="the shared data are not here: set SOJOURN_SHARED_DATA")
def test_the_public_file_of_cases(tmp_path):
    with CTDC.open(newline="") as file:
        header, *rows = csv.reader(file)
    # In the yes-or-unknown columns nought says that nothing is known.
    cleaned = [["" if value in ("0", "0.0", "") else value for value in row] for row in rows]
    records = records_of(header, cleaned)
    assert len(records.rows) == 91043
    found = risk(records, header[:2], threshold=10)
    assert found.k >= 1
    ledger = Ledger(tmp_path)
    ledger.open("ctdc", 4.0, by="board")
    made = synthesise(records, Plan(4.0, usual_delta(len(rows))), ledger, facts="ctdc", by="me")
    assert made.outlook.warnings == ()
    assert made.quality.preserved[1000] > 95
    assert made.quality.fabricated < 15
    # A record of whom nothing is known adds no combination, and rare values are dropped: fewer, never many more.
    assert 0.7 * len(rows) < len(made.records.rows) < 1.1 * len(rows)
