"""A sum that mixes totals, regions and countries is refused; what is missing is carried into the result."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from sojourn.evidence.store import Store, Vintage
from sojourn.kernel.refused import Refused

DECLARED = """
title: Test stock
source: testing
licence: cc_by_4
dimensions: {geo: area, sex: sex}
"""
ROWS = [
    ("DEU", "F", "2020", 10.0, "A"),
    ("DEU", "M", "2020", 5.0, "A"),
    ("FRA", "F", "2020", None, "Q"),
    ("FRA", "M", "2020", 0.0, "A"),
    ("TCD", "F", "2020", None, "M"),
    ("EU27_2020", "F", "2020", 40.0, "A"),
    ("150", "F", "2020", 50.0, "A"),
    ("_U", "F", "2020", 1.0, "A"),
    ("DEU", "F", "2021", 11.0, "E"),
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with one dataset, loaded once."""
    (tmp_path / "declared").mkdir()
    (tmp_path / "declared" / "test_stock.yaml").write_text(DECLARED, encoding="utf-8")
    made = Store(tmp_path)
    with made.staging() as staging:
        columns = "geo TEXT, sex TEXT, time_period TEXT, obs_value DOUBLE, obs_status TEXT"
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE t ({columns}, flags TEXT DEFAULT '')")
            connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, '')", ROWS)
            connection.execute(f"COPY t TO '{staging.vintage / 'observations.parquet'}' (FORMAT parquet)")
        moment = datetime(2021, 5, 1, tzinfo=UTC)
        made.add(staging, Vintage("test_stock", "", date(2021, 4, 30), moment, "f.csv", "0" * 64, len(ROWS), "test"))
    return made


def test_a_sum_over_countries_and_groups_is_refused(store: Store) -> None:
    with store.reading() as reading, pytest.raises(Refused) as refused:
        reading.total("test_stock", where={"time_period": "2020", "sex": "F"})
    assert refused.value.codes == ("mixed_levels",)
    assert "geo" in str(refused.value)


def test_a_chosen_level_is_summed_and_says_what_was_suppressed(store: Store) -> None:
    with store.reading() as reading:
        (found,) = reading.total("test_stock", where={"time_period": "2020", "sex": "F"}, levels={"geo": "country"})
    assert (found.value, found.status) == (10.0, "Q")
    assert found.counts == {"figures": 1, "Q": 1, "M": 1}


def test_overlapping_groups_are_refused_and_disjoint_ones_added(store: Store) -> None:
    with store.reading() as reading:
        with pytest.raises(Refused, match="EU27_2020"):
            reading.total("test_stock", where={"geo": ["EU27_2020", "DEU"], "sex": "F", "time_period": "2020"})
        (found,) = reading.total("test_stock", where={"geo": ["EU27_2020", "_U"], "sex": "F", "time_period": "2020"})
    assert found.value == 41.0


def test_zero_suppressed_and_not_applicable_stay_different(store: Store) -> None:
    with store.reading() as reading:
        found = reading.total("test_stock", where={"time_period": "2020"}, by=["geo", "sex"])
    by_key = {(each.key["geo"], each.key["sex"]): (each.value, each.status) for each in found}
    assert by_key["FRA", "F"] == (None, "Q")
    assert by_key["FRA", "M"] == (0.0, "A")
    assert by_key["TCD", "F"] == (None, "M")


def test_stocks_of_two_years_are_not_added(store: Store) -> None:
    with store.reading() as reading, pytest.raises(Refused) as refused:
        reading.total("test_stock", where={"geo": "DEU", "sex": "F"})
    assert refused.value.codes == ("mixed_periods",)


@pytest.mark.parametrize(
    ("where", "levels", "code"),
    [
        ({"nope": "DEU"}, {}, "unknown_dimension"),
        ({"geo": "Germany"}, {}, "unknown_code"),
        ({"sex": "F", "time_period": "2020"}, {"geo": "continent"}, "unknown_level"),
    ],
)
def test_words_that_nobody_knows_are_refused(
    store: Store, where: dict[str, str], levels: dict[str, str], code: str
) -> None:
    with store.reading() as reading, pytest.raises(Refused) as refused:
        reading.total("test_stock", where=where, levels=levels)
    assert refused.value.codes == (code,)


def test_nothing_is_summed_where_nothing_is_loaded(tmp_path: Path) -> None:
    with Store(tmp_path).reading() as reading, pytest.raises(Refused) as refused:
        reading.total("wpp_population", where={})
    assert refused.value.codes == ("not_loaded",)
