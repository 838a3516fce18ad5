"""Three hundred pairs over all scripts: as many are recognised as the documentation says."""

from pathlib import Path

import pytest
from bench.names import figures, pairs_of

PAIRS = Path(__file__).parent / "pairs.tsv"


def test_there_are_pairs_of_every_script():
    groups = {group for group, *_ in pairs_of(PAIRS, "all")}
    assert len(pairs_of(PAIRS, "all")) >= 300
    assert groups >= {
        "arab",
        "persian",
        "pashto",
        "urdu",
        "sorani",
        "ethiopic",
        "greek",
        "georgian",
        "armenian",
        "bengali",
        "chinese",
        "latin",
    }


@pytest.mark.nightly
@pytest.mark.parametrize("half", ["tuning", "held_out"])
def test_recall_at_one_percent_false_positives(half):
    _, found = figures(pairs_of(PAIRS, half))
    results = [result for results in found.values() for result in results]
    assert sum(above for above, *_ in results) / len(results) >= 0.98
    assert sum(first for _, first, _ in results) / len(results) >= 0.97
