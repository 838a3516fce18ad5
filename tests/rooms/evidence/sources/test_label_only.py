"""Exports with labels alone give the same figures as those with codes, where they overlap."""

from __future__ import annotations

from pathlib import Path

from sojourn.evidence.loading.engine import load_file
from sojourn.evidence.store import Reading, Store

CODES = """DATAFLOW,LAST UPDATE,freq,reason,citizen,duration,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS
ESTAT:TPS00170(1.0),03/03/25 11:00:00,A,FAM,TOTAL,M_GE12,PER,EL,2020,15,p,
ESTAT:TPS00170(1.0),03/03/25 11:00:00,A,TOTAL,TOTAL,TOTAL,PER,XK,2020,0,,
"""
LABELS = """DATAFLOW,LAST UPDATE,freq,reason,citizen,duration,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS
ESTAT:TPS00170(1.0),04/03/25 11:00:00,Annual,Family reasons,Total,12 months or over,Person,Greece,2020,15,p,
ESTAT:TPS00170(1.0),04/03/25 11:00:00,Annual,Total,Total,Total,Person,Kosovo*,2020,0,,
"""
FRONT = "dataflow,ESTAT:TPS00170(1.0),First permits,A,Annual"
PAIRS = f"""STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Time frequency,reason,Reason,citizen,Country of citizenship,\
duration,Duration,unit,Unit of measure,geo,Geopolitical entity (reporting),TIME_PERIOD,Time,OBS_VALUE,\
Observation value,OBS_FLAG,Observation status (Flag) V2 structure,CONF_STATUS,Confidentiality status (flag)
{FRONT},FAM,Family reasons,TOTAL,Total,M_GE12,12 months or over,PER,Person,EL,Greece,2020,,15,,p,provisional,,
{FRONT},TOTAL,Total,TOTAL,Total,TOTAL,Total,PER,Person,XK,Kosovo*,2020,,0,,,,,
"""


def test_slovenia_has_the_same_people_in_both_real_files(reading: Reading) -> None:
    rows = reading.sql("SELECT one.obs_value, other.obs_value FROM demo_gind AS one "
                       "JOIN demo_r_gind3 AS other USING (geo, measure, time_period) "
                       "WHERE one.obs_value IS NOT NULL AND other.obs_value IS NOT NULL")  # fmt: skip

    assert len(rows) == 21
    assert all(one == other for one, other in rows)


def test_three_shapes_of_one_table_are_the_same_table(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for name, text in (("codes", CODES), ("labels", LABELS), ("pairs", PAIRS)):
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        load_file(store, path, by="Testperson Alder")

    tables = []
    for vintage in store.vintages("tps00170"):
        with store.reading(as_of=vintage.released_on) as then:
            tables.append(then.sql("SELECT * EXCLUDE (flags) FROM tps00170 ORDER BY ALL"))

    assert len(tables) == 3
    assert tables[0] == tables[1] == tables[2]
    assert {row[3] for row in tables[0]} == {"GRC", "XKX"}
