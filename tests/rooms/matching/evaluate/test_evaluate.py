"""Measuring on labelled files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from sojourn.config.command import sojourn
from sojourn.kernel.refused import Refused
from sojourn.matching.evaluate import evaluate, figures_of

PAIRS = Path(__file__).parents[3] / "fixtures" / "matching" / "pairs.jsonl"
PEOPLE = """record,Full Name,Date of birth,Sex,Country,true_id
1,Testperson Alder,1988-03-07,F,SYR,a
2,ALDER Testperson,07/03/1988,f,Syria,a
3,Testperson Birch,,M,UKR,b
4,Testperson Rowan,1951,M,,c
5,Тестперсон Роуан,1951-10-30,M,UKR,c
"""


def test_figures_are_those_of_a_hand_count() -> None:
    chances, truth = np.array([0.95, 0.9, 0.6, 0.3]), np.array([True, True, False, True])

    found = figures_of(chances, truth, 4, 10, 0.75, (0.5,))

    assert found.at[0].precision == pytest.approx(2 / 3)
    assert found.at[0].recall == pytest.approx(2 / 4)
    assert found.at[0].f1 == pytest.approx(4 / 7)
    assert found.recall_at_precision is not None
    assert found.recall_at_precision.recall == pytest.approx(2 / 4)
    assert sum(each.pairs for each in found.reliability) == 4


def test_judged_pairs_are_scored() -> None:
    report = evaluate(PAIRS, 0.5)

    assert report.rows == 4
    assert report.figures.best.f1 == 1.0
    assert report.figures.at[0].precision == 1.0
    assert any("1 unsure" in note for note in report.warnings)


@pytest.mark.parametrize("name", ["pairs.json.gz", "pairs.jsonl.gz", "pairs.json"])
def test_pairs_may_be_packed_or_one_array(tmp_path: Path, name: str) -> None:
    lines = PAIRS.read_text(encoding="utf-8")
    array = json.dumps([json.loads(line) for line in lines.splitlines()])
    text = lines if "jsonl" in name else array
    path = tmp_path / name
    if name.endswith("gz"):
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.write(text)
    else:
        path.write_text(text, encoding="utf-8")

    assert evaluate(path).rows == 4


def test_people_with_true_ids_are_measured(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")

    report = evaluate(path, 0.5)

    assert report.figures.true_pairs == 2
    assert report.figures.blocking == 1.0
    assert report.figures.at[0].precision == 1.0


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("x.jsonl", '{"left": {}, "right": {}}\n', "line 1, field “judgement”"),
        ("x.jsonl", '{"left": {}, "judgement": "positive"}\n', "line 1, field “right”"),
        ("x.jsonl", "\n{oops\n", "line 2"),
        ("x.json", "[1]", "line 1"),
        ("x.csv", "name,birth\nTestperson Alder,1988\n", "entity_id"),
        ("x.docx", "", "neither a table of people"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Refused, match=says):
        evaluate(path)


def test_the_command_prints_text_and_json() -> None:
    text = CliRunner().invoke(sojourn, ["match", "evaluate", str(PAIRS)])
    as_json = CliRunner().invoke(sojourn, ["match", "evaluate", str(PAIRS), "--json", "--threshold", "0.5"])

    assert "recall at precision ≥ 0.95" in text.output
    assert json.loads(as_json.output)["figures"]["at"][0]["threshold"] == 0.5
