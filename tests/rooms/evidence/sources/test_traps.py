"""Traps that the real files hold, each sprung once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sojourn.evidence.loading.opening import open_file
from sojourn.evidence.sources.world_bank_matrix import shifted_names
from sojourn.evidence.store import Reading, Store
from sojourn.kernel.refused import Refused


def test_regions_between_countries_are_not_summed(reading: Reading) -> None:
    with pytest.raises(Refused) as refused:
        reading.total("undesa_stock_destination", where={"sex": "_T", "time_period": "2020"})

    assert refused.value.codes == ("mixed_levels",)


def test_a_tilde_is_suppressed_dots_are_missing_and_zero_is_zero(reading: Reading) -> None:
    found = dict(reading.sql("SELECT obs_status, count(*) FROM undesa_refugees WHERE obs_value IS NULL GROUP BY 1"))
    zeros = reading.sql("SELECT count(*) FROM unhcr_population WHERE obs_value = 0 AND obs_status = 'A'")
    south_sudan = reading.sql("SELECT obs_value, obs_status FROM undesa_stock_destination "
                              "WHERE geo = 'SSD' AND sex = '_T' AND time_period = '1990'")  # fmt: skip

    assert found["Q"] == 590
    assert zeros[0][0] > 0
    assert south_sudan == [(None, "O")]


@pytest.mark.nightly
def test_the_revisions_of_2019_and_2020_stand_side_by_side(large_store: Store) -> None:
    with large_store.reading(as_of=date(2020, 12, 31)) as then, large_store.reading() as now:
        before = then.sql("SELECT obs_value FROM undesa_stock_bilateral WHERE geo = 'DEU' AND origin = 'TUR' "
                          "AND sex = '_T' AND time_period = '2015'")  # fmt: skip
        after = now.sql("SELECT sum(obs_value) FROM undesa_stock_bilateral WHERE geo = 'DEU' AND origin = 'TUR' "
                        "AND time_period = '2015'")  # fmt: skip

    assert [vintage.id for vintage in large_store.vintages("undesa_stock_bilateral")] == ["2019-09-17", "2021-01-15"]
    assert before == [(1_370_193.0,)]
    assert after != before


@pytest.mark.nightly
def test_five_regions_hide_among_the_countries_of_the_wide_file(large_store: Store) -> None:
    with large_store.reading(as_of=date(2020, 12, 31)) as then:
        regions = then.sql("SELECT DISTINCT geo FROM undesa_stock_bilateral JOIN code_area ON code = geo "
                           "WHERE level NOT IN ('country', 'part') ORDER BY 1")  # fmt: skip

    assert [code for (code,) in regions] == ["005", "029", "054", "057", "061"]


def test_unhcr_codes_are_not_iso_codes(reading: Reading) -> None:
    rows = dict(reading.sql("SELECT geo, obs_value FROM unhcr_population WHERE origin = 'SYR' AND measure = 'refugees' "
                            "AND time_period = '2024' AND geo IN ('DEU', 'EGY', 'ARE')"))  # fmt: skip

    assert rows["DEU"] > 700_000
    assert rows["EGY"] > 100_000
    assert rows.get("ARE", 0) < 10_000


def test_rows_of_a_country_with_itself_are_kept_and_marked(reading: Reading) -> None:
    rows = reading.sql("SELECT count(*), sum(obs_value), bool_and(flags = 'same_country') FROM unhcr_population "
                       "WHERE geo = origin AND measure = 'refugees' AND obs_value > 0")  # fmt: skip

    assert rows == [(83, 9_543_623, True)]


def test_unknown_stateless_and_tibetan_origins_keep_their_own_codes(reading: Reading) -> None:
    rows = reading.sql("SELECT DISTINCT origin FROM unhcr_population WHERE origin IN ('_U', '_S', 'TIB') ORDER BY 1")

    assert [code for (code,) in rows] == ["TIB", "_S", "_U"]


def test_an_empty_group_is_missing_and_not_zero(reading: Reading) -> None:
    rows = dict(reading.sql("SELECT obs_status, count(*) FROM unhcr_population WHERE measure = 'oip' GROUP BY 1"))

    assert rows == {"A": 155, "O": 138_738}


@pytest.mark.nightly
def test_the_shifted_sheet_of_iso_codes_is_caught(shared: Path, tmp_path: Path) -> None:
    opened = open_file(shared / "worldbank" / "WB_Bilateral_Estimates_Migrant_Stocks_2017.xlsx", tmp_path)

    said = shifted_names(opened)

    assert any("row 4: Algeria is labelled ARE, and is DZA" in sentence for sentence in said)
    assert any("United Arab Emirates is labelled DZA" in sentence for sentence in said)
    assert not any("Albania" in sentence for sentence in said)


@pytest.mark.nightly
def test_the_sheet_of_iso_codes_is_not_used(large: Reading) -> None:
    rows = dict(large.sql("SELECT origin, obs_value FROM worldbank_migrant_stock "
                            "WHERE geo = 'FRA' AND origin IN ('DZA', 'ARE')"))  # fmt: skip

    assert rows["DZA"] > 1_000_000
    assert rows["ARE"] < 50_000


def test_corridors_that_are_not_shown_are_suppressed(reading: Reading) -> None:
    rows = reading.sql("SELECT origin, destination FROM worldbank_remittances WHERE obs_status = 'Q' ORDER BY ALL")

    assert rows == [("IND", "PAK"), ("ISR", "LBN"), ("LBN", "ISR"), ("PAK", "IND")]


def test_old_dimension_names_of_eurostat_are_read(reading: Reading) -> None:
    rows = reading.sql("SELECT DISTINCT applicant FROM migr_asyappctza")

    assert rows == [("_T",)]


def test_greece_and_the_united_kingdom_are_found_under_their_iso_codes(reading: Reading) -> None:
    rows = reading.sql("SELECT DISTINCT geo FROM migr_asyappctza WHERE geo IN ('GRC', 'GBR', 'EL', 'UK') ORDER BY 1")

    assert rows == [("GBR",), ("GRC",)]


def test_exports_with_labels_alone_give_codes(reading: Reading) -> None:
    population = reading.sql("SELECT obs_value FROM demo_gind "
                             "WHERE geo = 'DEU' AND measure = 'JAN' AND time_period = '2024'")  # fmt: skip
    kosovo = reading.sql("SELECT count(*) > 0 FROM demo_gind WHERE geo = 'XKX'")
    union = reading.sql("SELECT obs_value FROM migr_eirfs WHERE geo = 'EU27_2020' AND time_period = '2019'")
    found = reading.sql("SELECT count(DISTINCT reason), count(DISTINCT apprehension) FROM migr_eipre")

    assert population == [(83_456_045.0,)]
    assert kosovo == [(True,)]
    assert len(union) == 1
    assert found == [(4, 6)]


def test_bulk_cells_are_figures_gaps_and_flags(reading: Reading) -> None:
    rows = reading.sql("SELECT obs_value, obs_status, flags FROM demo_r_gind3 WHERE geo = 'PT11C' AND measure = 'JAN' "
                       "AND time_period IN ('2010', '2011', '2022') ORDER BY time_period")  # fmt: skip

    assert rows == [(435_183.0, "A", ""), (None, "O", ""), (407_700.0, "P", "bp")]


def test_a_country_and_its_regions_are_not_added(reading: Reading) -> None:
    with pytest.raises(Refused):
        reading.total("demo_r_gind3", where={"time_period": "2020"})


def test_the_day_of_release_is_the_one_in_the_file(real: Store) -> None:
    names = ("tps00170", "demo_gind", "worldbank_remittances")

    days = {name: str(real.vintages(name)[-1].released_on) for name in names}

    assert days == {"tps00170": "2025-03-03", "demo_gind": "2025-03-27", "worldbank_remittances": "2018-04-01"}


@pytest.mark.nightly
def test_the_oldest_are_absent_from_the_single_ages(large: Reading) -> None:
    levels = {"geo": ("country", "part"), "age": "single"}
    (world,) = large.total("wpp_population", where={"time_period": "2021", "sex": "_T"}, levels=levels)
    oldest = large.sql("SELECT max(CAST(substr(age, 2) AS INTEGER)) FROM wpp_population")

    assert oldest == [(99,)]
    assert world.value == pytest.approx(7_908_702.9, abs=0.1)


@pytest.mark.nightly
def test_persons_and_cases_are_never_added(large: Reading) -> None:
    with pytest.raises(Refused):
        large.total("unhcr_asylum_applications", where={"time_period": "2023"}, levels={"geo": "country"})


@pytest.mark.nightly
def test_people_of_concern_are_the_same_in_both_tables(large: Reading) -> None:
    rows = dict(large.sql("SELECT population_type, sum(obs_value) FROM unhcr_demographics "
                          "WHERE sex = '_T' AND age = '_T' GROUP BY 1"))  # fmt: skip

    assert rows["refugees"] == 28_461_306
    assert rows["asylum_seekers"] == 8_998_097


@pytest.mark.nightly
def test_zeros_beside_a_total_are_missing(large: Reading) -> None:
    rows = large.sql("SELECT sex, obs_value, obs_status, flags FROM unhcr_demographics WHERE geo = 'ABW' "
                     "AND origin = 'COL' AND population_type = 'ooc' AND age = '_T' ORDER BY sex")  # fmt: skip

    assert rows == [("F", None, "O", "not_broken_down"), ("M", None, "O", "not_broken_down"), ("_T", 168.0, "A", "")]


@pytest.mark.nightly
def test_trafficking_records_are_counted_and_not_kept(large: Reading) -> None:
    rows = dict(large.sql("SELECT measure, sum(obs_value) FROM ctdc_synthetic GROUP BY 1"))

    assert rows["records"] == 91_043
    assert rows["forced_labour"] == 23_682
    assert rows["sexual_exploitation"] == 72_490


@pytest.mark.nightly
@pytest.mark.parametrize(("dataset", "period", "persons"), [
    ("abel_flow_min", "1995", 42_726_200), ("abel_flow_min", "2020", 46_840_693), ("abel_stock", "2015", 237_039_802),
])  # fmt: skip
def test_countries_of_the_estimates_add_up(large: Reading, dataset: str, period: str, persons: int) -> None:
    across = "geo" if dataset == "abel_stock" else "destination"
    levels = ("country", "historic", "part")
    (found,) = large.total(dataset, where={"time_period": period}, levels={"origin": levels, across: levels})

    assert found.value == persons


@pytest.mark.nightly
def test_flags_become_the_gravest_of_their_statuses(large: Reading) -> None:
    rates = large.sql("SELECT DISTINCT flags, obs_status FROM lfsa_ergan WHERE obs_value IS NOT NULL ORDER BY ALL")
    unreliable = large.sql("SELECT count(*) FROM lfsa_ergan WHERE obs_value IS NULL AND obs_status = 'O'")

    assert rates == [("", "A"), ("b", "B"), ("bd", "B"), ("bu", "U"), ("d", "D"), ("u", "U")]
    assert unreliable == [(188,)]


@pytest.mark.nightly
def test_beneficiaries_of_one_month_are_not_added_to_those_of_another(large: Reading) -> None:
    (march,) = large.total("migr_asytpsm", where={"geo": "DEU", "citizen": "UKR", "time_period": "2025-03"})
    with pytest.raises(Refused):
        large.total("migr_asytpsm", where={"geo": "DEU", "citizen": "UKR"})

    assert march.value is not None
