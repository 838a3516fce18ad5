"""A declared dataflow is loaded from SDMX-CSV with every code checked."""

from datetime import date
from pathlib import Path

import pytest

from sojourn.evidence.loading import LoadRefused, load_file, writing
from sojourn.evidence.store import Store

DECLARED = """
title: Test flow
source: testing
licence: cc_by_4
crosswalk: sdmx
flow: TEST:DF_STOCK
dimensions: {geo: area, sex: sex}
"""
HEADER = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS"
START = "dataflow,TEST:DF_STOCK(1.0.0),I,A"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store that knows one dataflow."""
    (tmp_path / "store" / "declared").mkdir(parents=True)
    (tmp_path / "store" / "declared" / "test_stock.yaml").write_text(DECLARED, encoding="utf-8")
    return Store(tmp_path / "store")


def file(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    path = tmp_path / "flow.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path


def test_figures_statuses_and_gaps_come_in(store: Store, tmp_path: Path) -> None:
    path = file(
        tmp_path,
        f"{START},DE,F,2020,10,,",
        f"{START},DEU,M,2020,0,E,F",
        f"{START},FR,_T,2020,,,C",
        f"{START},FR,F,2020-Q1,,M,",
        f"{START},W,T,2020,NaN,,",
    )
    report = load_file(store, path, released_on=date(2021, 1, 2), by="officer")
    assert [(each.dataset, each.vintage, each.rows) for each in report.loaded] == [("test_stock", "2021-01-02", 5)]
    with store.reading() as reading:
        found = reading.sql("SELECT geo, sex, time_period, obs_value, obs_status FROM test_stock ORDER BY ALL")
    assert found == [
        ("001", "_T", "2020", None, "O"),
        ("DEU", "F", "2020", 10.0, "A"),
        ("DEU", "M", "2020", 0.0, "E"),
        ("FRA", "F", "2020-Q1", None, "M"),
        ("FRA", "_T", "2020", None, "Q"),
    ]


def test_an_unknown_code_stops_the_load_with_places_and_a_snippet(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, f"{START},DE,F,2020,1,,", f"{START},Germny,F,2020,1,,", f"{START},Germny,M,2020,1,,")
    with pytest.raises(LoadRefused) as refused:
        load_file(store, path, by="officer")
    (problem,) = refused.value.problems
    assert (problem.code, problem.column, problem.value, problem.count) == ("unknown_code", "geo", "Germny", 2)
    assert problem.lines == (3, 4)
    assert problem.suggestions[0].code == "DEU"
    assert refused.value.snippet == "codelist,source_code,code,label,rows\narea,Germny,DEU,Germany,2\n"
    assert store.vintages("test_stock") == ()


def test_a_code_a_person_accepted_is_used_and_a_dash_leaves_rows_out(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, f"{START},Germny,F,2020,1,,", f"{START},Nowhere,F,2020,5,,")
    report = load_file(store, path, by="officer", accepted={"area": {"Germny": "DEU", "Nowhere": "-"}})
    assert (report.loaded[0].rows, report.loaded[0].left_out) == (1, 1)


@pytest.mark.parametrize(
    ("row", "code", "line"),
    [
        (f"{START},DE,M,2020,12;5,,", "wrong_number", 3),
        (f"{START},DE,M,2020,1e999,,", "wrong_number", 3),
        (f"{START},DE,M,20-20,1,,", "wrong_period", 3),
        (f"{START},DE,,2020,1,,", "empty_code", 3),
        (f"{START},DE,F,2020,3,,", "doubled", 0),
        (f"{START},DE,M,2020,3,Q,", "figure_beside_gap", 3),
        (f"{START},DE,M,2020,3,X,", "unknown_code", 3),
        ("dataflow,TEST:DF_STOCK(1.0.0),D,A,DE,M,2020,1,,", "several", 3),
        ("dataflow,TEST:DF_STOCK(1.0.0),I,Q,DE,M,2020,1,,", "several", 3),
        ("dataflow,TEST:OTHER(1.0.0),I,A,DE,M,2020,1,,", "no_dataset", 1),
        (f"{START},DE,M,2020", "wrong_row", 3),
    ],
)
def test_what_is_wrong_is_named_with_its_line(store: Store, tmp_path: Path, row: str, code: str, line: int) -> None:
    with pytest.raises(LoadRefused) as refused:
        load_file(store, file(tmp_path, f"{START},DE,F,2020,1,,", row), by="officer")
    (problem,) = refused.value.problems
    assert (problem.code, problem.lines) == (code, (line,) if line else ())
    assert store.vintages("test_stock") == ()
    assert list((store.folder / ".staging").iterdir()) == []


def test_a_renamed_dimension_is_refused(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, f"{START},DE,F,2020,1,,", header=HEADER.replace("SEX", "GENDER"))
    with pytest.raises(LoadRefused, match="GENDER"):
        load_file(store, path, by="officer")


def test_the_same_file_is_loaded_once_and_another_of_the_same_day_stands_beside_it(
    store: Store, tmp_path: Path
) -> None:
    first = file(tmp_path, f"{START},DE,F,2020,1,,")
    load_file(store, first, released_on=date(2021, 1, 2), by="officer")
    again = load_file(store, first, released_on=date(2021, 1, 3), by="officer")
    assert again.loaded[0].already
    second = file(tmp_path, f"{START},DE,F,2020,2,,")
    load_file(store, second, released_on=date(2021, 1, 2), by="officer")
    third = file(tmp_path, f"{START},DE,F,2020,3,,")
    load_file(store, third, released_on=date(2022, 1, 2), by="officer")
    assert [vintage.id for vintage in store.vintages("test_stock")] == ["2021-01-02", "2021-01-02.2", "2022-01-02"]
    with store.reading(as_of=date(2021, 12, 31)) as reading:
        assert reading.sql("SELECT obs_value FROM test_stock") == [(2.0,)]
    with store.reading(as_of=date(2020, 12, 31)) as reading:
        assert "test_stock" not in reading.loaded


def test_a_dry_run_checks_and_keeps_nothing(store: Store, tmp_path: Path) -> None:
    report = load_file(store, file(tmp_path, f"{START},DE,F,2020,1,,"), by="officer", dry=True)
    assert report.loaded[0].rows == 1
    assert store.vintages("test_stock") == ()


def test_thousands_are_multiplied_out(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, f"{START},DE,F,2020,1.5,3", header=HEADER.replace("OBS_STATUS,CONF_STATUS", "UNIT_MULT"))
    load_file(store, path, by="officer")
    with store.reading() as reading:
        assert reading.sql("SELECT obs_value FROM test_stock") == [(1500.0,)]


def test_many_strange_codes_are_placed_in_one_reading(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, *(f"{START},Strange{number % 50},F,{1000 + number},1,," for number in range(150)))
    with pytest.raises(LoadRefused) as refused:
        load_file(store, path, by="officer")
    places = {problem.value: problem.lines for problem in refused.value.problems}
    assert len(places) == 50
    assert places["Strange7"] == (9, 59, 109)


def test_two_releases_of_one_dataset_in_a_file_are_refused(store: Store, tmp_path: Path) -> None:
    other = START.replace("1.0.0", "2.0.0")
    with pytest.raises(LoadRefused, match="more than once"):
        load_file(store, file(tmp_path, f"{START},DE,F,2020,1,,", f"{other},FR,F,2020,1,,"), by="officer")
    assert store.vintages("test_stock") == ()


@pytest.mark.parametrize("most", [2, 1_000])
def test_a_doubled_key_is_found_however_the_keys_are_parted(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(writing, "MOST_AT_ONCE", most)
    rows = [f"{START},DE,F,{year},1,," for year in range(2000, 2020)]
    with pytest.raises(LoadRefused, match="time_period=2007"):
        load_file(store, file(tmp_path, *rows, f"{START},DE,F,2007,2,,"), by="officer")
    assert load_file(store, file(tmp_path, *rows), by="officer").loaded[0].rows == 20


def test_an_unknown_status_is_counted_wherever_it_stands(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, f"{START},DE,F,2020,1,A,", f"{START},DE,M,2020,3,X,", f"{START},FR,M,2020,4,X,")
    with pytest.raises(LoadRefused) as refused:
        load_file(store, path, by="officer")
    (problem,) = refused.value.problems
    assert (problem.column, problem.value, problem.count, problem.lines) == ("obs_status", "X", 2, (3, 4))
