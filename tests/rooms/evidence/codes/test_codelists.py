"""Codelists: every country, their regions and groups, and which codes overlap."""

import pycountry
import pytest

from sojourn.evidence.codes import codelist
from sojourn.evidence.codes.ages import age_code
from sojourn.kernel.refused import Refused

AREA = codelist("area")
AGE = codelist("age")


def test_every_iso_country_is_there_and_kosovo() -> None:
    assert {country.alpha_3 for country in pycountry.countries} <= set(AREA.at_level("country"))
    assert AREA.level("XKX") == "country"


def test_every_country_but_antarctica_lies_in_one_subregion() -> None:
    subregions = set(AREA.at_level("subregion"))
    for code in AREA.at_level("country"):
        assert len(subregions & set(AREA.codes[code].parents)) == (0 if code == "ATA" else 1), code


def test_regions_are_made_of_countries() -> None:
    assert len([code for code in AREA.leaves("EU27_2020") if AREA.level(code) == "country"]) == 27
    assert AREA.leaves("EU27_2020").isdisjoint(AREA.leaves("EXT_EU27_2020"))
    assert {"DEU", "POL", "GGY"} <= AREA.leaves("150")
    assert AREA.leaves("002") & AREA.leaves("150") == frozenset()


@pytest.mark.parametrize(
    ("codes", "overlap"),
    [
        (["DEU", "FRA", "_U", "_S"], None),
        (["DEU", "EU27_2020"], ("DEU", "EU27_2020")),
        (["EU27_2020", "EXT_EU27_2020", "_U"], None),
        (["EU28", "EFTA", "EU27_2020"], ("EU27_2020", "EU28")),
        (["150", "EU27_2020"], ("150", "EU27_2020")),
        (["142", "150", "002"], None),
        (["_T", "_U"], ("_T", "_U")),
        (["001", "DEU"], ("001", "DEU")),
        (["CHI", "GGY"], ("CHI", "GGY")),
        (["DEU", "DEU_TOT"], ("DEU", "DEU_TOT")),
    ],
)
def test_codes_that_count_the_same_people_are_found(codes: list[str], overlap: tuple[str, str] | None) -> None:
    assert AREA.first_overlap(codes) == overlap


def test_nationals_and_foreigners_add_up_but_not_with_countries() -> None:
    citizen = codelist("citizen")
    assert citizen.first_overlap(["NAT", "FOR", "_U"]) is None
    assert citizen.first_overlap(["NAT", "EU27_2020_FOR", "NEU27_2020_FOR", "_S"]) is None
    assert citizen.first_overlap(["FOR", "EU27_2020_FOR"]) is not None
    assert citizen.first_overlap(["FOR", "SYR"]) is not None


def test_age_bands_overlap_by_their_years() -> None:
    assert AGE.first_overlap(["Y0T4", "Y5T9", "Y_GE10", "_U"]) is None
    assert AGE.first_overlap(["Y0T17", "Y14T17"]) == ("Y0T17", "Y14T17")
    assert AGE.first_overlap(["Y_GE85", "Y_GE100"]) == ("Y_GE100", "Y_GE85")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Y_LT5", "Y0T4"), ("Y_LT1", "Y0"), ("Y5-9", "Y5T9"), ("Y_GE85", "Y_GE85"), ("Y23", "Y23"), ("f_0_4", "Y0T4"),
        ("m_12_17", "Y12T17"), ("0-4", "Y0T4"), ("75+", "Y_GE75"), ("100+", "Y_GE100"), ("60+", "Y_GE60"),
        ("0--8", "Y0T8"),
        ("09--17", "Y9T17"), ("48+", "Y_GE48"), ("From 15 to 64 years", "Y15T64"), ("65 years or over", "Y_GE65"),
        ("Less than 14 years", "Y0T13"), ("Y0T4", "Y0T4"), ("23", "Y23"), ("Y15-64", "Y15T64"), ("23 years", "Y23"),
        ("9-5", None), ("TOTAL", None), ("old", None), ("", None), ("Y_LT0", None), ("1990", None),
    ],
)  # fmt: skip
def test_ages_are_read_as_sources_write_them(written: str, code: str | None) -> None:
    assert age_code(written) == code
    assert code is None or code in AGE


def test_an_unknown_codelist_is_refused_naming_those_there_are() -> None:
    with pytest.raises(Refused, match="area"):
        codelist("no_such_list")
