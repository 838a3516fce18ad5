"""What the connectors put together is loaded like any other file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.evidence.loading.engine import load_file
from sojourn.evidence.store import Store
from sojourn.kernel.refused import Refused

BANK = "indicator,countryiso3code,country,date,value,unit,obs_status\n"
DTM = "operation,admin0Pcode,numPresentIdpInd,numberMales,numberFemales,displacementReason,reportingDate,roundNumber\n"


def load(tmp_path: Path, text: str) -> Store:
    path, store = tmp_path / "file.csv", Store(tmp_path / "store")
    path.write_text(text, encoding="utf-8")
    load_file(store, path, by="Testperson Alder")
    return store


def test_indicators_leave_the_banks_own_groups_out(tmp_path: Path) -> None:
    rows = "SM.POP.NETM,DEU,Germany,2023,5,,\nSM.POP.NETM,DEU,Germany,2024,,,\nSM.POP.NETM,SAS,South Asia,2023,7,,\n"

    with load(tmp_path, BANK + rows).reading() as reading:
        found = reading.sql("SELECT geo, time_period, obs_value, obs_status FROM wdi ORDER BY ALL")

    assert found == [("DEU", "2023", 5.0, "A"), ("DEU", "2024", None, "O")]


def test_rounds_add_the_operations_of_one_day_up(tmp_path: Path) -> None:
    rows = "North,SDN,10,4,6,Conflict,2024-03-31T00:00:00,5\nSouth,SDN,5,2,3,Conflict,2024-03-31T00:00:00,5\n"

    with load(tmp_path, DTM + rows).reading() as reading:
        found = reading.sql("SELECT sex, reason, time_period, obs_value FROM iom_dtm ORDER BY sex")

    assert found == [
        ("F", "conflict", "2024-03-31", 9.0),
        ("M", "conflict", "2024-03-31", 6.0),
        ("_T", "conflict", "2024-03-31", 15.0),
    ]  # fmt: skip


def test_places_within_a_country_are_refused(tmp_path: Path) -> None:
    header = DTM.replace("numPresentIdpInd", "admin1Pcode,numPresentIdpInd")

    with pytest.raises(Refused, match="a place within a country"):
        load(tmp_path, header + "North,SDN,SDN01,10,4,6,Conflict,2024-03-31,5\n")


def test_rounds_may_not_be_passed_on(tmp_path: Path) -> None:
    licence = load(tmp_path, DTM + "North,SDN,10,4,6,Conflict,2024-03-31,5\n").dataset("iom_dtm").licence

    assert (licence.redistributable, licence.commercial) == (False, False)
