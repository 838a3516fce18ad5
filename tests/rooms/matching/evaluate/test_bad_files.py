"""Files that can't be read say where they are wrong and what to do, and never end in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sojourn.config.command import sojourn
from sojourn.kernel.refused import Refused
from sojourn.matching.evaluate import evaluate

HEAD = "name,dob,entity_id\n"
GOOD = "Testperson Alder,1988-03-07,a\n"
PAIR = '{"left": {"name": "Testperson Alder"}, "right": {"name": "ALDER Testperson"}, "judgement": "positive"}\n'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("ragged.csv", HEAD + GOOD + "Testperson Birch,1990,b,c,d\n", "line 3: 5 values, while the heading has 3"),
        ("unclosed.csv", HEAD + GOOD + '"Testperson Birch,1990,b\n', "line 3: a quotation mark is never closed"),
        ("twins.csv", "name,name,entity_id\nx,y,a\n", "line 1: 2 columns are called “name”"),
        ("cyrillic.csv", (HEAD + GOOD + "Тестперсон Вяз,1990,b\n").encode("cp1251"), "line 3: byte 1 of the line"),
        ("wide.csv", (HEAD + GOOD).encode("utf-16"), "this is text in UTF-16. Save it as UTF-8"),
        ("workbook.csv", b"PK\x03\x04\x00\x00" + b"\x00" * 40, "this is a workbook, not text. Save its sheet"),
        ("broken.parquet", b"no parquet at all", "broken.parquet: "),
        ("empty.csv", "", "Empty CSV file"),
        ("nameless.csv", "born,colour,entity_id\n1988,red,a\n", "it has: born, colour, entity_id"),
        ("latin.jsonl", PAIR.encode() + 'é"}\n'.encode("latin-1"), "line 2: this is no UTF-8"),
        ("broken.jsonl", "\n" + PAIR + "{\n", "line 3: this is no JSON"),
        ("deep.jsonl", PAIR + "[" * 100_000 + "\n", "line 2"),
        ("false.jsonl.gz", "not packed", "the file can’t be read"),
        ("cut.jsonl.gz", b"\x1f\x8b\x08\x00\x00", "the file can’t be read"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(Refused) as refused:
        evaluate(path)

    assert said in str(refused.value)
    assert name in str(refused.value)


def test_the_command_says_it_without_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "ragged.csv"
    path.write_text(HEAD + "Testperson Birch,1990,b,c,d\n", encoding="utf-8")

    done = CliRunner().invoke(sojourn, ["match", "evaluate", str(path)])

    assert done.exit_code != 0
    assert "line 2" in str(done.exception) or "line 2" in done.output
    assert "Put a value that holds" in str(done.exception) + done.output


@pytest.mark.parametrize(
    "heading",
    [
        "الاسم,تاريخ الميلاد,entity_id",
        "Фамилия,Дата рождения,entity_id",
        "Nom (famille),Date de naissance (jj/mm/aaaa),entity_id",
    ],
)
def test_headings_may_stand_in_other_languages(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"{heading}\nAlder,1988-03-07,a\nALDER,07/03/1988,a\nBirch,1951-01-09,b\n", encoding="utf-8")

    report = evaluate(path)

    assert set(report.fields) >= {"birth"}
    assert report.figures.best.f1 == 1.0


def test_what_was_read_as_nothing_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(HEAD + GOOD + "Testperson Alder,soon after the flood,a\nTestperson Birch,,\n", encoding="utf-8")

    notes = " ".join(evaluate(path).warnings)

    assert "1 births can’t be read" in notes
    assert "row 2: soon after the flood" in notes
    assert "1 rows say nobody’s entity" in notes


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "heading.csv"
    path.write_text(HEAD, encoding="utf-8")

    with pytest.raises(Refused, match="no rows"):
        evaluate(path)
