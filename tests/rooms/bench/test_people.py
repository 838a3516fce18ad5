"""The generator draws the same people again, with the mistakes its rates promise."""

from collections import Counter

import pytest
from bench.people.__main__ import main
from bench.people.drawing import draw_people
from bench.people.rows import COLUMNS


def drawn(people: int, seed: int, profile: str) -> list[dict[str, str]]:
    return [dict(zip(COLUMNS, row, strict=True)) for rows, _ in draw_people(people, seed, profile, 10) for row in rows]


def test_a_seed_and_a_profile_draw_the_same_file():
    assert drawn(200, 1, "field") == drawn(200, 1, "field")
    assert drawn(200, 1, "field") != drawn(200, 2, "field")
    assert drawn(200, 1, "field") != drawn(200, 1, "harsh")


def test_profiles_differ_in_what_is_missing_and_in_how_often_people_come_again():
    clean, harsh = drawn(3000, 1, "clean"), drawn(3000, 1, "harsh")
    for column in ("father_name", "phone", "document"):
        assert sum(not row[column] for row in clean) < sum(not row[column] for row in harsh)
    assert len({row["entity_id"] for row in clean}) > len({row["entity_id"] for row in harsh})


def test_people_of_one_name_who_are_not_one_person_are_there():
    rows = drawn(5000, 3, "clean")
    named = Counter((row["given_name"], row["family_name"], row["entity_id"]) for row in rows if row["given_name"])
    several = Counter((given, family) for given, family, _ in named)
    assert sum(count > 1 for count in several.values()) > 20


def test_nine_cultures_in_their_own_scripts_and_romanised():
    rows = drawn(4000, 5, "field")
    assert len({row["culture"] for row in rows}) == 9
    written = "".join(row["given_name"] for row in rows)
    assert all(low <= max(written) for low in "aЖعአআ王")


def test_files_are_written(tmp_path, capsys):
    main(["--people", "300", "--seed", "4", "--queries", "20", "--out", str(tmp_path)])
    assert {path.name for path in tmp_path.iterdir()} == {
        "people.csv",
        "people.parquet",
        "queries.csv",
        "queries.parquet",
    }
    people = {line.split(",")[1] for line in (tmp_path / "people.csv").read_text(encoding="utf-8").splitlines()[1:]}
    queries = (tmp_path / "queries.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(queries) == 20
    assert all(line.split(",")[1] in people for line in queries)
    assert "300 rows" in capsys.readouterr().out


def test_an_unknown_profile_is_refused(tmp_path):
    with pytest.raises(SystemExit):
        main(["--profile", "dreamlike", "--out", str(tmp_path)])
