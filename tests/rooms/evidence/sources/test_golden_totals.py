"""What the publishers' own totals are, read out of their own files: nothing lost, nothing counted twice."""

from __future__ import annotations

import pytest

from sojourn.evidence.store import Reading

COUNTRIES = ("country", "special", "historic")


def total(reading: Reading, dataset: str, where: dict[str, str], **levels: object) -> float:
    (found,) = reading.total(dataset, where=where, levels=levels)
    assert found.value is not None
    return found.value


@pytest.mark.parametrize(("year", "persons"), [("1990", 152_986_157), ("2020", 280_598_105)])
def test_the_world_has_the_migrants_that_the_un_counts(reading: Reading, year: str, persons: int) -> None:
    world = {"geo": "001", "sex": "_T", "time_period": year}

    tidy = total(reading, "undesa_stock_bilateral", {"time_period": year}, geo=COUNTRIES, origin=COUNTRIES, sex="sex")

    assert total(reading, "undesa_stock_destination", world) == persons
    assert tidy == persons


def test_the_countries_of_the_workbook_add_up_to_its_world(reading: Reading) -> None:
    levels = (*COUNTRIES, "part")

    countries = total(reading, "undesa_stock_destination", {"sex": "_T", "time_period": "2020"}, geo=levels)

    assert countries == 280_598_105


def test_a_sum_over_countries_that_do_not_know_the_sex_says_so(reading: Reading) -> None:
    women = {"sex": "F", "time_period": "2020"}

    (found,) = reading.total("undesa_stock_destination", where=women, levels={"geo": (*COUNTRIES, "part")})

    assert (found.value, found.status) == (134_929_654, "O")
    assert total(reading, "undesa_stock_destination", {"geo": "001"} | women) == 134_942_261


@pytest.mark.parametrize(("measure", "persons"), [
    ("refugees", 30_958_200), ("asylum_seekers", 8_352_712), ("idps", 68_131_711), ("stateless", 4_360_087),
])  # fmt: skip
def test_unhcr_counts_the_displaced_of_2024(reading: Reading, measure: str, persons: int) -> None:
    where = {"measure": measure, "time_period": "2024"}

    assert total(reading, "unhcr_population", where, geo=COUNTRIES, origin=COUNTRIES) == persons


@pytest.mark.parametrize(("origin", "destination", "millions"), [
    ("USA", "MEX", 30_019.19), ("DEU", "TUR", 503.22), ("USA", "001", 148_488.65),
])  # fmt: skip
def test_the_world_bank_models_remittances(reading: Reading, origin: str, destination: str, millions: float) -> None:
    where = {"origin": origin, "destination": destination, "time_period": "2017"}

    assert total(reading, "worldbank_remittances", where) == pytest.approx(millions, abs=0.005)


def test_what_a_country_sends_adds_up_to_its_margin(reading: Reading) -> None:
    where = {"origin": "USA", "time_period": "2017"}

    corridors = total(reading, "worldbank_remittances", where, destination=(*COUNTRIES, "part"))

    assert corridors == pytest.approx(148_488.65, abs=0.01)


@pytest.mark.parametrize(("last_year", "persons"), [
    ("1995", 72_739_066), ("2000", 71_389_513), ("2005", 76_304_111),
    ("2010", 88_993_453), ("2015", 97_490_950), ("2020", 101_176_337),
])  # fmt: skip
def test_flows_between_countries_leave_regions_out(reading: Reading, last_year: str, persons: int) -> None:
    levels = {"origin": (*COUNTRIES, "part"), "destination": (*COUNTRIES, "part")}

    assert total(reading, "abel_flow_pb", {"time_period": last_year}, **levels) == persons


def test_missing_migrants_are_all_counted(reading: Reading) -> None:
    rows = reading.sql("SELECT left(time_period, 4), sum(obs_value) FROM iom_missing_migrants "
                       "WHERE NOT contains(time_period, '/') GROUP BY 1 ORDER BY 1")  # fmt: skip
    (everyone,) = reading.sql("SELECT sum(obs_value) FROM iom_missing_migrants")

    assert everyone == (64_975,)
    assert dict(rows) == {
        "2014": 5_548, "2015": 6_755, "2016": 8_084, "2017": 6_292, "2018": 5_023, "2019": 5_419, "2020": 4_291,
        "2021": 6_204, "2022": 7_176, "2023": 8_552, "2024": 1_615,
    }  # fmt: skip


def test_deaths_without_a_date_stand_under_all_years_of_the_file(reading: Reading) -> None:
    rows = reading.sql("SELECT time_period, sum(obs_value) FROM iom_missing_migrants "
                       "WHERE contains(time_period, '/') GROUP BY 1")  # fmt: skip

    assert rows == [("2014-01-01/P11Y", 16)]
