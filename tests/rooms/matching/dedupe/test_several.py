"""A table's cells may hold several names, births and numbers: each counts, none costs a file that has none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sojourn.matching.dedupe import duplicates_in
from sojourn.matching.dedupe.coding_table import people_in
from sojourn.matching.dedupe.reading_table import open_people
from sojourn.matching.evaluate import evaluate

PLAIN = "name,birth,sex,phone,document\n"
HEAD = "name,alias,birth,sex,phone,document\n"
FILLER = "".join(
    f"Testperson {tree},,19{60 + at}-0{1 + at % 9}-1{at % 9},F,,\n"
    for at, tree in enumerate(("Rowan", "Linden", "Hawthorn", "Juniper", "Larch", "Spruce", "Cypress", "Mulberry"))
)


def found(tmp_path: Path, *rows: str, head: str = HEAD) -> set[tuple[int, int]]:
    path = tmp_path / "people.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows) + FILLER, encoding="utf-8")
    pairs = duplicates_in(path, 0.5)
    return set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))


@pytest.mark.parametrize("aliases", ["Zelkova Quercus", "Bertram Larix; Zelkova Quercus", "Larix | Zelkova Quercus"])
def test_another_name_is_found_as_well(tmp_path: Path, aliases: str) -> None:
    one, other = f"Bertrada Hazel,{aliases},1985-03-04,F,,", "Zelkova Quercus,,1985-03-04,F,,"

    assert (0, 1) in found(tmp_path, one, other)
    assert (0, 1) not in found(tmp_path, one.replace(aliases, ""), other)


def test_a_name_with_several_in_its_cell_is_several_names(tmp_path: Path) -> None:
    assert (0, 1) in found(
        tmp_path, "Bertrada Hazel | Zelkova Quercus,,1985-03-04,F,,", "Zelkova Quercus,,1985-03-04,F,,"
    )


def test_given_and_family_apart_and_an_alias_in_a_column_of_its_own(tmp_path: Path) -> None:
    head = "given,family,aka,birth\n"
    rows = ("Bertrada,Hazel,Zelkova Quercus,1985-03-04", "Zelkova,Quercus,,1985-03-04")
    path = tmp_path / "people.csv"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")

    people = people_in(open_people(path).columns, 2)

    assert people.owner.tolist() == [0, 0, 1]
    assert people.size == 2


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [("phone", "+49 30 1234567; +49 40 7654321", "+49 40 7654321"), ("document", "N123456 | T987654", "T987654")],
)
def test_each_number_of_a_cell_counts(tmp_path: Path, column: str, one: str, other: str) -> None:
    def rows(first: str) -> list[str]:
        cells = [(first, ""), (other, "")] if column == "phone" else [("", first), ("", other)]
        names = ("Bertrada Hazel,,1985", "Bertrade Hasel,,1986")
        return [f"{name},F,{phone},{paper}" for name, (phone, paper) in zip(names, cells, strict=True)]

    path = tmp_path / "people.csv"

    def chance(first: str) -> float:
        path.write_text(HEAD + "\n".join(rows(first)) + "\n" + FILLER, encoding="utf-8")
        pairs = duplicates_in(path, 0.01)
        return max(pairs.probability[(pairs.left == 0) & (pairs.right == 1)].tolist(), default=0.0)

    assert odds(chance(one)) > 2 * odds(chance(one.split(";")[0].split("|")[0]))


def odds(chance: float) -> float:
    return chance / (1 - chance)


def test_another_birth_and_another_calendar_are_births_too(tmp_path: Path) -> None:
    assert (0, 1) in found(tmp_path, "Bertrada Hazel,,1971-08-09; 1985-03-04,F,,", "Bertrada Hazel,,1985-03-04,F,,")
    path = tmp_path / "two.csv"
    path.write_text("name,birth\nBertrada Hazel,1366-05-04\nZelkova Larch,1985\n", encoding="utf-8")
    people = people_in(open_people(path).columns, 2)

    assert people.owner.tolist() == [0, 0, 1]
    assert people.births.earliest.tolist() == [19870726, 19470326, 19850101]


def test_a_file_without_such_cells_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PLAIN + "Bertrada Hazel,1985-03-04,F,+49 30 1234567,N123456\n", encoding="utf-8")

    people = people_in(open_people(path).columns, 1)

    assert np.array_equal(people.owner, [0])
    assert people.sets["phone"].shape == people.sets["document"].shape == (1, 1)


def test_evaluating_counts_people_and_not_rows(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = "a,Bertrada Hazel,Zelkova Quercus,1985-03-04\na,Zelkova Quercus,,1985-03-04\nb,Larix Elm,,1951\n"
    path.write_text("entity_id,name,alias,birth\n" + rows, encoding="utf-8")

    report = evaluate(path, 0.5)

    assert report.rows == 3
    assert report.figures.blocking == 1.0
    assert report.figures.at[0].recall == 1.0
    assert "alias" in report.fields
