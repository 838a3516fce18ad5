"""JSON-stat of Eurostat, pages of UNHCR's API, and the website's download: invented figures in their shapes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sojourn.evidence.loading.engine import load_file
from sojourn.evidence.store import Store
from sojourn.kernel.refused import Refused

CUBE: dict[str, Any] = {
    "version": "2.0", "class": "dataset", "updated": "2026-03-31T11:00:00+0200", "extension": {"id": "MIGR_RESFIRST"},
    "id": ["freq", "reason", "citizen", "duration", "unit", "geo", "time"], "size": [1, 1, 1, 1, 1, 2, 3],
    "value": {"0": 5, "1": 0, "5": 7.5}, "status": {"2": "|C", "3": ":", "4": ":z", "5": "p"},
    "dimension": {
        "freq": {"category": {"index": {"A": 0}}}, "reason": {"category": {"index": {"FAM": 0}}},
        "citizen": {"category": {"index": {"TOTAL": 0}}}, "duration": {"category": {"index": {"M_GE12": 0}}},
        "unit": {"category": {"index": {"PER": 0}}}, "geo": {"category": {"index": ["EL", "XK"]}},
        "time": {"category": {"index": {"2023": 1, "2022": 0, "2024": 2}}},
    },
}  # fmt: skip
ITEM = {"year": 2024, "coo_name": "A", "coo": "SYR", "coo_iso": "SYR", "coa_name": "B", "coa": "GFR", "coa_iso": "DEU",
        "refugees": 5, "asylum_seekers": "-", "idps": 0}  # fmt: skip
DOWNLOAD = (
    "Year,Country of origin,Country of origin (ISO),Country of asylum,Country of asylum (ISO),"
    "Refugees under UNHCR's mandate,Asylum-seekers,Stateless persons\n"
    '2024,Syrian Arab Rep.,SYR,Germany,DEU,"1,234",-,0\n'
)


def load(tmp_path: Path, content: object, name: str = "file.json") -> Store:
    path, store = tmp_path / name, Store(tmp_path / "store")
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    load_file(store, path, by="Testperson Alder")
    return store


def test_cells_of_a_cube_find_their_codes(tmp_path: Path) -> None:
    store = load(tmp_path, CUBE)

    with store.reading() as reading:
        found = reading.sql("SELECT geo, time_period, obs_value, obs_status FROM migr_resfirst ORDER BY ALL")

    assert found == [
        ("GRC", "2022", 5.0, "A"), ("GRC", "2023", 0.0, "A"), ("GRC", "2024", None, "Q"),
        ("XKX", "2022", None, "O"), ("XKX", "2023", None, "M"), ("XKX", "2024", 7.5, "P"),
    ]  # fmt: skip
    assert store.vintages("migr_resfirst")[0].id == "2026-03-31"


@pytest.mark.parametrize(("change", "code"), [
    ({"value": {}}, "no_rows"), ({"size": [1, 1, 1, 1, 1, 2, 4]}, "wrong_size"), ({"value": {"99": 1}}, "wrong_size"),
    ({"dimension": CUBE["dimension"] | {"geo": {"category": {"index": {}}}}}, "no_rows"), ({"id": []}, "missing_key"),
    ({"extension": {}}, "which_dataset"),
])  # fmt: skip
def test_cubes_that_are_none_are_refused(tmp_path: Path, change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        load(tmp_path, CUBE | change)

    assert refused.value.codes == (code,)


def test_a_page_of_the_api_is_read_like_the_table(tmp_path: Path) -> None:
    with load(tmp_path, {"page": 1, "maxPages": 1, "total": [], "items": [ITEM]}).reading() as reading:
        found = reading.sql("SELECT geo, measure, obs_value, obs_status FROM unhcr_population ORDER BY measure")

    assert found == [("DEU", "asylum_seekers", None, "O"), ("DEU", "idps", 0.0, "A"), ("DEU", "refugees", 5.0, "A")]


def test_one_page_of_several_is_not_the_table(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="page 1 of 3"):
        load(tmp_path, {"page": 1, "maxPages": 3, "total": [], "items": [ITEM]})


def test_the_download_of_the_website_is_read_by_its_headings(tmp_path: Path) -> None:
    with load(tmp_path, DOWNLOAD, "population.csv").reading() as reading:
        found = reading.sql("SELECT geo, origin, measure, obs_value, obs_status FROM unhcr_population ORDER BY measure")

    assert found == [
        ("DEU", "SYR", "asylum_seekers", None, "O"), ("DEU", "SYR", "refugees", 1234.0, "A"),
        ("DEU", "SYR", "stateless", 0.0, "A"),
    ]  # fmt: skip
