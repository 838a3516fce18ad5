"""SDMX-ML and SDMX-JSON of other publishers, read without their structure."""

import os
from pathlib import Path

import pytest

from sojourn.evidence.loading import LoadRefused
from sojourn.evidence.loading.opening import open_file
from sojourn.evidence.sdmx.read_json import read_json
from sojourn.evidence.sdmx.read_ml import read_ml
from sojourn.evidence.sdmx.read_structure import read_structure

SHARED = Path(os.environ.get("SOJOURN_SHARED_DATA") or Path(__file__).parents[5] / "shared" / "data") / "sdmx"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not here: set SOJOURN_SHARED_DATA")
JSON_ONE = """{"header": {"id": "x"}, "dataSets": [{"action": "Information", "series": {"0:1": {"attributes": [0],
 "observations": {"0": [1.5, 0], "1": [null, 1]}}}}], "structure": {"dimensions": {"dataSet": [], "series": [
 {"id": "FREQ", "values": [{"id": "A", "name": "Annual"}]}, {"id": "REF_AREA", "values": [{"id": "DE"}, {"id": "FR"}]}],
 "observation": [{"id": "TIME_PERIOD", "values": [{"id": "2020"}, {"id": "2021"}]}]}, "attributes": {"dataSet": [],
 "series": [{"id": "UNIT", "values": [{"id": "PS"}]}], "observation": [{"id": "OBS_STATUS", "values":
 [{"id": "A"}, {"id": "M"}]}]}}}"""
JSON_FLAT = """{"meta": {}, "data": {"structures": [{"dimensions": {"observation": [
 {"id": "GEO", "values": [{"id": "DE"}]},
 {"id": "TIME_PERIOD", "values": [{"value": "2020"}]}]},
 "measures": {"observation": [{"id": "OBS_VALUE"}]},
 "attributes": {"observation": [{"id": "NOTE", "values": []}]}}], "dataSets": [{"structure": 0,
 "observations": {"0:0": ["7", "free text"]}}]}}"""


def rows_of(path: Path, scratch: Path) -> list[dict[str, str | None]]:
    (cube,) = read_ml(open_file(path, scratch))
    return [dict(zip(cube.columns, row, strict=True)) for row in cube.rows()]


@needs_shared
@pytest.mark.parametrize(("name", "count"), [("ECB_EXR_ng-ts", 12), ("ECB_EXR_sg-ts", 12), ("ESTAT_demography-xs", 60)])
def test_every_shared_message_is_read(name: str, count: int, tmp_path: Path) -> None:
    assert len(rows_of(SHARED / f"{name}.xml", tmp_path)) == count


@needs_shared
def test_attributes_of_groups_and_series_reach_the_observations(tmp_path: Path) -> None:
    first = rows_of(SHARED / "ECB_EXR_sg-ts.xml", tmp_path)[0]
    assert first["TITLE"] == "ECB reference exchange rate, Swiss franc/Euro"
    assert rows_of(SHARED / "ECB_EXR_ng-ts.xml", tmp_path)[0]["UNIT_MULT"] == "0"


@needs_shared
def test_explicit_measures_become_a_dimension(tmp_path: Path) -> None:
    first = rows_of(SHARED / "ESTAT_demography-xs.xml", tmp_path)[0]
    assert (first["DEMO"], first["COUNTRY"], first["OBS_VALUE"]) == ("TFRNSI", "BE", "1.82")


@needs_shared
def test_a_structure_message_gives_dimensions_and_codes() -> None:
    found = read_structure(SHARED / "ESTAT_demography-structure.xml")
    assert list(found.structures[0].dimensions) == ["FREQ", "COUNTRY", "SEX", "DEMO", "TIME_PERIOD"]
    assert next(each for each in found.codelists if each.id == "CL_SEX").codes["F"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (JSON_ONE, {"FREQ": "A", "REF_AREA": "FR", "UNIT": "PS", "TIME_PERIOD": "2020", "OBS_VALUE": "1.5",
                    "OBS_STATUS": "A"}),
        (JSON_FLAT, {"GEO": "DE", "TIME_PERIOD": "2020", "OBS_VALUE": "7", "NOTE": "free text"}),
    ],
)  # fmt: skip
def test_json_of_both_versions(text: str, expected: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(text, encoding="utf-8")
    (cube,) = read_json(open_file(path, tmp_path))
    assert dict(zip(cube.columns, cube.rows()[0], strict=True)) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<?xml version='1.0'?><m:GenericData xmlns:m='x'>\n<m:DataSet>", "broken_xml"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><GenericData>&a;</GenericData>", "unsafe_xml"),
        ("<GenericData></GenericData>", "no_rows"),
        ("<StructureSpecificData><DataSet action='Delete'/></StructureSpecificData>", "several"),
    ],
)
def test_xml_that_is_no_good_is_refused(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "m.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LoadRefused) as refused:
        read_ml(open_file(path, tmp_path))
    assert refused.value.codes == (code,)


@pytest.mark.parametrize(
    "text", ['{"dataSets": [', '{"dataSets": 5, "structure": {}}', '{"dataSets": [{"series": {"9": {}}}]}']
)
def test_json_that_is_no_good_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LoadRefused) as refused:
        read_json(open_file(path, tmp_path))
    assert refused.value.codes == ("broken_json",)
