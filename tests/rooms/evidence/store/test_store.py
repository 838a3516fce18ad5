"""Vintages: dated, numbered when a day brings several, read as of a date, declared datasets checked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sojourn.evidence.store import Store, Vintage
from sojourn.evidence.store.declared import read_licences
from sojourn.grammar.faults import GrammarErrors
from sojourn.kernel.refused import Refused

NOW = datetime(2021, 5, 1, tzinfo=UTC)


def vintage(day: date, sha256: str = "a") -> Vintage:
    return Vintage("wpp_population", "", day, NOW, "f.csv", sha256, 1, "test")


def add(store: Store, day: date, sha256: str = "a") -> str:
    with store.staging() as staging:
        (staging.vintage / "observations.parquet").write_bytes(b"x")
        return store.add(staging, vintage(day, sha256)).id


def test_vintages_of_one_day_are_numbered_and_sorted_by_number(tmp_path: Path) -> None:
    store = Store(tmp_path)
    ids = [add(store, date(2021, 1, 1), str(number)) for number in range(11)]
    assert ids[0] == "2021-01-01"
    assert ids[10] == "2021-01-01.11"
    assert [each.id for each in store.vintages("wpp_population")] == ids
    assert store.holding("wpp_population", "4") == store.vintages("wpp_population")[4]


def test_the_newest_vintage_known_on_a_day_is_found(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for day in (date(2022, 1, 1), date(2020, 1, 1)):
        add(store, day)
    found = store.vintage("wpp_population", as_of=date(2021, 6, 1))
    assert found is not None
    assert found.id == "2020-01-01"
    assert store.vintage("wpp_population", as_of=date(2019, 1, 1)) is None


def test_loads_at_once_each_get_a_place_of_their_own(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda number: add(store, date(2021, 1, 1), str(number)), range(16)))
    assert len(set(ids)) == 16
    assert list((tmp_path / ".staging").iterdir()) == []


def test_every_packaged_dataset_is_declared_well_and_has_a_licence(tmp_path: Path) -> None:
    datasets = Store(tmp_path).datasets()
    assert len(datasets) > 40
    assert {each.licence.id for each in datasets} <= set(read_licences())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("licence: nobody_knows", "there is no licence"),
        ("title: T\nlicense: cc_by_4", "`license` is not a word"),
        ("dimensions: area", "write dimensions as"),
        ("id: another", "the id must be the file's name"),
    ],
)
def test_a_wrong_declaration_says_where_and_what(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "declared").mkdir()
    lines = {"title": "T", "source": "s", "licence": "cc_by_4", "dimensions": "{geo: area}"}
    lines.update(dict(each.split(": ", 1) for each in line.split("\n")))
    text = "".join(f"{key}: {value}\n" for key, value in lines.items())
    (tmp_path / "declared" / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GrammarErrors, match=r"mine\.yaml") as errors:
        Store(tmp_path).datasets()
    assert said in str(errors.value)


def test_an_unknown_dataset_is_refused_naming_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="wpp_population"):
        Store(tmp_path).dataset("no_such")
