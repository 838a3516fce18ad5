"""Shapes that publishers hand out and the shared files do not have: the downloads of IOM and CTDC, invented rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.evidence.loading.engine import load_file
from sojourn.evidence.store import Store
from sojourn.kernel.refused import Refused

INCIDENTS = (
    "Main ID,Incident ID,Incident Type,Region of Incident,Incident Date,Incident Year,Month,Number of Dead,"
    "Minimum Estimated Number of Missing,Total Number of Dead and Missing,Number of Survivors,Number of Females,"
    "Number of Males,Number of Children,Country of Origin,Region of Origin,Cause of Death,Country of Incident,"
    "Migration Route,Location of Incident,Coordinates,UNSD Geographical Grouping,Information Source,URL,"
    "Source Quality\n"
)
INCIDENT = (
    '1,1,Incident,Mediterranean,{day},2020,March,{dead},"1,002",5,10,1,1,,"Egypt,Unknown",Mixed,Drowning,Italy,'
    'Central Mediterranean,At sea,"37.2, 12.1",Uncategorized,Somebody,,4\n'
)
RECORDS = (
    "yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,isForcedLabour,isSexualExploit,meansThreats\n"
)


def load(tmp_path: Path, text: str) -> Store:
    path, store = tmp_path / "file.csv", Store(tmp_path / "store")
    path.write_text(text, encoding="utf-8")
    load_file(store, path, by="Testperson Alder")
    return store


@pytest.mark.parametrize("day", ["2020-03-01", '"Sun, 03/01/2020"'])
def test_incidents_become_counts_by_kind(tmp_path: Path, day: str) -> None:
    store = load(tmp_path, INCIDENTS + INCIDENT.format(day=day, dead=3) + INCIDENT.format(day=day, dead=4))

    with store.reading() as reading:
        found = reading.sql("SELECT geo, origin, route, measure, time_period, obs_value FROM iom_missing_migrants")

    kinds = {row[3]: row[5] for row in found}
    assert {row[:3] for row in found} == {("ITA", "_O", "central_mediterranean")}
    assert {row[4] for row in found} == {"2020-03"}
    assert kinds == {"dead": 7, "missing": 2004, "survivors": 20, "women": 2, "men": 2}


def test_women_among_the_dead_are_not_added_to_them(tmp_path: Path) -> None:
    with load(tmp_path, INCIDENTS + INCIDENT.format(day="2020-03-01", dead=3)).reading() as reading:
        with pytest.raises(Refused):
            reading.total("iom_missing_migrants", where={})
        (found,) = reading.total("iom_missing_migrants", where={}, levels={"measure": "count"})

    assert found.value == 1005


def test_a_word_among_the_dead_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="line 2, column Number of Dead: “several” is no count"):
        load(tmp_path, INCIDENTS + INCIDENT.format(day="2020-03-01", dead="several"))


def test_records_of_trafficking_become_counts(tmp_path: Path) -> None:
    rows = "2020,Woman,30--38,MD,MD,1,,1\n2020,Woman,30--38,MD,MD,1,1,\n,Man,,UA,PL,,1,\n2021,,48+,,,1,,\n"

    with load(tmp_path, RECORDS + rows).reading() as reading:
        found = reading.sql("SELECT geo, gender, age, own_country, time_period, obs_value FROM ctdc_synthetic "
                            "WHERE measure = 'records' ORDER BY ALL")  # fmt: skip
        threats = reading.sql("SELECT sum(obs_value) FROM ctdc_synthetic WHERE measure = 'threats'")

    assert found == [
        ("MDA", "woman", "Y30T38", "yes", "2020", 2),
        ("POL", "man", "_U", "no", "2020-01-01/P2Y", 1),
        ("_U", "_U", "Y_GE48", "_U", "2021", 1),
    ]
    assert threats == [(1,)]


def test_a_record_with_a_two_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="line 3, column isForcedLabour: “2” is neither 0 nor 1"):
        load(tmp_path, RECORDS + "2020,Woman,30--38,MD,MD,1,,1\n2020,Woman,30--38,MD,MD,2,,1\n")
