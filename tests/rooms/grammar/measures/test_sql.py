"""Measures as SQL, against a plain count in Python."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.rooms.grammar.measures.conftest import Store

from sojourn.grammar.measures import Filters, measure_sql
from sojourn.grammar.packs import Pack

BERLIN = ZoneInfo("Europe/Berlin")
UTC = ZoneInfo("UTC")
Row = dict[str, Any]

pytestmark = pytest.mark.parametrize("dialect", ["postgresql", "duckdb"])


def helped(row: Row) -> bool:
    return "stage.helped.entered" in row


def day(row: Row, name: str = "stage.helped.entered", zone: ZoneInfo = UTC) -> date:
    return datetime.fromisoformat(row[name]).astimezone(zone).date()


def counted(rows: list[Row], key: Callable[[Row], Any]) -> list[tuple[Any, ...]]:
    found = Counter(key(row) for row in rows)
    return [(*key, *[float(n)] * 4) for key, n in sorted(found.items())]


def test_a_count(store: Store, dialect: str):
    n = float(sum(map(helped, store.rows)))
    assert store.ask(dialect, "helped") == [(n, n, n, n)]


def test_a_count_by_two_dimensions_keeps_the_unknown(store: Store, dialect: str):
    expected = counted(
        [row for row in store.rows if helped(row)], lambda row: (row.get("member.sex", ""), row["member.age_group"])
    )
    assert sorted(store.ask(dialect, "helped", by=["member.sex", "member.age_group"])) == expected


def test_a_count_by_a_question_with_several_answers_gives_a_row_per_answer(store: Store, dialect: str):
    spread = [{**row, "kind": kind} for row in store.rows if helped(row) for kind in row.get("needs.kinds", [""])]
    assert sorted(store.ask(dialect, "helped", by=["needs.kinds"])) == counted(spread, lambda row: (row["kind"],))


@pytest.mark.parametrize(
    ("period", "label"),
    [
        ("year", lambda on: f"{on.year}"),
        ("month", lambda on: f"{on:%Y-%m}"),
        ("quarter", lambda on: f"{on.year}-Q{(on.month + 2) // 3}"),
    ],
)
def test_a_count_by_period_of_the_offices_zone(store: Store, dialect: str, period: str, label: Callable[[date], str]):
    rows = [row for row in store.rows if helped(row)]
    expected = counted(rows, lambda row: (label(day(row, zone=BERLIN)),))
    assert store.ask(dialect, "helped", by=[period], zone="Europe/Berlin") == expected


def test_filters_take_both_ends_of_the_period_and_codes_with_quotes(store: Store, dialect: str):
    first, last = date(2026, 3, 1), date(2026, 5, 31)
    rows = [
        row
        for row in store.rows
        if helped(row)
        and first <= day(row) <= last
        and row["case.office"] == "O'NEIL"
        and row.get("member.sex", "") in ("F", "")
        and "food" in row.get("needs.kinds", [])
    ]
    codes = {"case.office": ["O'NEIL"], "member.sex": ["F", ""], "needs.kinds": ["food"]}
    found = store.ask(dialect, "helped", filters=Filters(first, last, codes))
    assert rows
    assert found[0][0] == len(rows)


def test_no_code_wanted_means_no_row(store: Store, dialect: str):
    assert store.ask(dialect, "helped", filters=Filters(codes={"member.sex": []}))[0][0] == 0


def test_codes_with_signs_of_databases_are_only_texts(store: Store, dialect: str):
    odd = Filters(codes={"member.sex": ["100 %", "a\\b", "'; DROP TABLE facts --"]})
    assert store.ask(dialect, "helped", filters=odd)[0][0] == 0
    assert store.ask(dialect, "helped")[0][0] > 0


def test_a_share_has_its_own_denominator(store: Store, dialect: str):
    by_sex: dict[str, list[bool]] = defaultdict(list)
    for row in filter(helped, store.rows):
        by_sex[row.get("member.sex", "")].append(row.get("member.vulnerable") == "yes")
    expected = [
        (sex, pytest.approx(sum(hits) / len(hits)), sum(hits), len(hits), len(hits))
        for sex, hits in sorted(by_sex.items())
    ]
    assert sorted(store.ask(dialect, "vulnerable_share", by=["member.sex"])) == expected


def test_a_share_of_nobody_is_no_number(store: Store, dialect: str):
    nobody = Filters(date(1999, 1, 1), date(1999, 1, 2))
    assert store.ask(dialect, "vulnerable_share", filters=nobody) == [(None, 0, 0, 0)]


def test_a_median_of_days(store: Store, dialect: str):
    days = [
        (datetime.fromisoformat(row["stage.helped.entered"]) - datetime.fromisoformat(row["stage.waiting.entered"]))
        / (datetime.max - datetime.max.replace(day=30))
        for row in filter(helped, store.rows)
    ]
    assert store.ask(dialect, "days_waited") == [
        (pytest.approx(statistics.median(days)), len(days), len(days), len(days))
    ]


@pytest.mark.parametrize(("measure", "fold"), [("mean_score", statistics.mean), ("total_score", sum)])
def test_means_and_sums_leave_out_the_missing_and_say_how_many(
    store: Store, dialect: str, measure: str, fold: Callable[[list[float]], float]
):
    rows = [row for row in store.rows if measure == "total_score" or row.get("needs.filled") == "yes"]
    scores = [float(row["member.score"]) for row in rows if "member.score" in row]
    assert len(scores) < len(rows)
    assert store.ask(dialect, measure) == [(pytest.approx(fold(scores)), len(scores), len(rows), len(scores))]


@pytest.mark.parametrize("by", ["needs.fear", "member.name", "nothing", "x'; DROP TABLE facts --"])
def test_what_is_no_fact_cannot_be_counted_by(family: Pack, dialect: str, by: str):
    with pytest.raises(ValueError, match="is no fact"):
        measure_sql(family, "helped", dialect=dialect, by=[by])
    with pytest.raises(ValueError, match="is no fact"):
        measure_sql(family, "helped", dialect=dialect, filters=Filters(codes={by: ["x"]}))


def test_the_columns_of_the_result_are_told(family: Pack, dialect: str):
    sql = measure_sql(family, "helped", dialect=dialect, by=["member.sex", "month"])
    assert [(column.name, column.role) for column in sql.columns] == [
        ("member.sex", "by"),
        ("month", "by"),
        ("value", "value"),
        ("numerator", "numerator"),
        ("denominator", "denominator"),
        ("n", "n"),
    ]
    assert dialect == "duckdb" or "%" not in sql
