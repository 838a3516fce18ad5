"""Crosswalks: each source's codes, checked against an oracle where there is one; every target is a code of ours."""

import csv
import os
from pathlib import Path

import pytest

from sojourn.evidence.codes import codelist, codelist_names, crosswalk
from sojourn.evidence.codes.crosswalk import BY_RULE, FOLDER, LEFT_OUT, SAME

SHARED = Path(os.environ.get("SOJOURN_SHARED_DATA") or Path(__file__).parents[5] / "shared" / "data")
COUNTRIES = SHARED / "unhcr" / "countries.csv"
OUR_WORDS = {"XXX": "_U", "XXA": "_S"}


@pytest.mark.skipif(not COUNTRIES.is_file(), reason="the shared data are not here: set SOJOURN_SHARED_DATA")
def test_unhcr_codes_agree_with_the_publishers_own_table() -> None:
    walk = crosswalk("unhcr")
    with COUNTRIES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            expected = OUR_WORDS.get(row["iso_code"], row["iso_code"])
            if expected:
                assert walk.code("area", row["unhcr_code"]) == expected, row


@pytest.mark.parametrize(
    ("source", "code", "ours"),
    [
        ("unhcr", "ARE", "EGY"), ("unhcr", "GFR", "DEU"), ("unhcr", "DEU", None), ("unhcr", "STA", "_S"),
        ("unhcr_iso", "ARE", "ARE"), ("unhcr_iso", "XXA", "_S"), ("eurostat", "EL", "GRC"), ("eurostat", "UK", "GBR"),
        ("eurostat", "XK", "XKX"), ("eurostat", "Kosovo*", "XKX"), ("eurostat", "Austria", "AUT"),
        ("eurostat", "DEU", None), ("un_desa", "276", "DEU"), ("un_desa", "4", "AFG"), ("un_desa", "004", "AFG"),
        ("un_desa", "900", "001"), ("un_desa", "Côte d'Ivoire", "CIV"), ("world_bank", "Congo, Dem. Rep.", "COD"),
        ("world_bank", "WLD", "001"), ("abel_cohen", "DR Congo", "COD"), ("abel_cohen", "Sudan*", "SDN_2010"),
        ("abel_cohen", "North Africa", "ABEL_NAF"), ("iom", "Mixed", "_O"), ("ctdc", "UA", "UKR"),
    ],
)  # fmt: skip
def test_codes_that_are_easily_mistaken(source: str, code: str, ours: str | None) -> None:
    assert crosswalk(source).code("area", code) == ours


def test_every_target_of_every_crosswalk_is_a_code_of_ours() -> None:
    for path in sorted(FOLDER.glob("*/*.csv")):
        if path.stem in codelist_names():
            known = codelist(path.stem)
            for source_code, ours in crosswalk(path.parent.name).maps[path.stem].items():
                assert ours in known or ours == LEFT_OUT or (source_code == SAME and ours in (SAME, BY_RULE)), path


def test_a_source_without_a_crosswalk_speaks_our_codes() -> None:
    assert crosswalk("nobody").code("sex", "F") == "F"
    assert crosswalk("nobody").code("sex", "female") is None
