"""A store with one small dataset, in every kind of observation."""

from datetime import date
from pathlib import Path

import pytest

from sojourn.evidence.loading import load_file
from sojourn.evidence.store import Store

DECLARED = """
title: "Stock & <flow>"
source: testing
licence: {licence}
flow: TEST:DF_STOCK
dimensions: {{geo: area, citizen: citizen, sex: sex, age: age}}
"""
HEADER = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,CITIZENSHIP,SEX,AGE,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS"
ROWS = """
DEU,_T,F,_T,2019,10.25,A,
DEU,_T,F,_T,2020,0,E,F
DEU,_T,F,_T,2021-03,123456789,A,
DEU,FRA,_U,Y0T4,2020,,M,
FRA,EU27_2020,M,Y_GE85,2020,,,C
FRA,EU27_2020,M,Y_GE85,2021,1e-7,U,
XKX,_S,_T,Y23,2020-Q1,-5,D,
"""


def make(folder: Path, licence: str = "cc_by_4") -> Store:
    (folder / "declared").mkdir(parents=True)
    (folder / "declared" / "stock.yaml").write_text(DECLARED.format(licence=licence), encoding="utf-8")
    path = folder / "stock.csv"
    rows = [f"dataflow,TEST:DF_STOCK(1.0),I,{row}" for row in ROWS.split()]
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    store = Store(folder)
    load_file(store, path, by="test", released_on=date(2022, 1, 1))
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The loaded store."""
    return make(tmp_path_factory.mktemp("store"))


@pytest.fixture
def closed_store(tmp_path: Path) -> Store:
    """The same under a licence that forbids passing it on."""
    return make(tmp_path, "iom_dtm")
