"""What is written comes back the same, here and in two other libraries."""

from datetime import UTC, date, datetime
from pathlib import Path

import pysdmx.io
import pytest
import sdmx

from sojourn.evidence.loading import load_file
from sojourn.evidence.sdmx.export import FORMATS, export
from sojourn.evidence.sdmx.extract import ALL, Wanted, extract
from sojourn.evidence.sdmx.read_structure import read_structure
from sojourn.evidence.sdmx.structures import structure_artefacts
from sojourn.evidence.sdmx.write_structures import write_structures
from sojourn.evidence.store import Store
from sojourn.kernel.refused import Refused

NOW = datetime(2022, 2, 3, 4, 5, 6, tzinfo=UTC)
LOADABLE = ("sdmx-csv", "sdmx-csv-1.0", "sdmx-ml", "sdmx-ml-generic", "sdmx-json")


def written(store: Store, folder: Path, format_name: str, wanted: Wanted = ALL) -> Path:
    target = folder / f"out.{FORMATS[format_name][0]}"
    with store.reading() as reading:
        export(extract(reading, "stock", wanted), format_name, target, NOW)
    return target


def structure(store: Store, folder: Path, kind: str = "sdmx-ml-2.1") -> Path:
    target = folder / ("structure.json" if "json" in kind else "structure.xml")
    with store.reading() as reading:
        text = write_structures(structure_artefacts(extract(reading, "stock")), kind, NOW)
    target.write_text(text, encoding="utf-8")
    return target


def rows(store: Store, day: date | None = None) -> list[tuple[object, ...]]:
    with store.reading(day) as reading:
        return reading.sql("SELECT * FROM stock ORDER BY ALL")


@pytest.mark.parametrize("format_name", LOADABLE)
def test_each_format_can_be_loaded_again_unchanged(store: Store, tmp_path: Path, format_name: str) -> None:
    other = Store(tmp_path)
    (tmp_path / "declared").mkdir()
    (tmp_path / "declared" / "stock.yaml").write_bytes((store.folder / "declared" / "stock.yaml").read_bytes())
    load_file(other, written(store, tmp_path, format_name), by="test")
    assert [row[:-1] for row in rows(other)] == [row[:-1] for row in rows(store)]


@pytest.mark.parametrize("format_name", ["sdmx-csv", "sdmx-ml", "sdmx-ml-generic"])
def test_pysdmx_reads_it(store: Store, tmp_path: Path, format_name: str) -> None:
    (dataset,) = pysdmx.io.read_sdmx(written(store, tmp_path, format_name), validate=False).data
    assert len(dataset.data) == len(rows(store))
    assert {"REF_AREA", "CITIZENSHIP", "SEX", "AGE", "TIME_PERIOD", "OBS_VALUE"} <= {*dataset.data.columns}


@pytest.mark.parametrize("format_name", ["sdmx-ml", "sdmx-ml-generic"])
def test_sdmx1_reads_it_with_the_structure_we_write(store: Store, tmp_path: Path, format_name: str) -> None:
    (dsd,) = sdmx.read_sdmx(structure(store, tmp_path)).structure.values()
    message = sdmx.read_sdmx(written(store, tmp_path, format_name), structure=dsd)
    figures = sdmx.to_pandas(message.data[0])
    assert len(figures) == len(rows(store))
    assert figures.loc["DEU", "_T", "F", "_T", "2019"] == 10.25


def test_structures_are_read_by_both_libraries_and_by_ourselves(store: Store, tmp_path: Path) -> None:
    path = structure(store, tmp_path)
    assert len(pysdmx.io.read_sdmx(path, validate=False).get_data_structure_definitions()) == 1
    message = sdmx.read_sdmx(path)
    assert set(message.dataflow) == {"STOCK"}
    assert set(message.codelist["CL_AREA"].items) == {"DEU", "FRA", "XKX"}
    (found,) = read_structure(path).structures
    assert list(found.dimensions) == ["REF_AREA", "CITIZENSHIP", "SEX", "AGE", "TIME_PERIOD"]
    assert structure(store, tmp_path).read_bytes() == path.read_bytes()


def test_a_filter_keeps_codes_and_periods(store: Store, tmp_path: Path) -> None:
    wanted = Wanted({"geo": ["DEU"], "sex": ["F"]}, start="2020", end="2021")
    lines = written(store, tmp_path, "sdmx-csv", wanted).read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[7:9] for line in lines[1:]] == [["2020", "0"], ["2021-03", "123456789"]]
    with store.reading() as reading:
        assert extract(reading, "stock", Wanted({"geo": ["DEU"], "sex": ["F"]}, last=1)).count() == 1


def test_hxl_tags_stand_under_the_header(store: Store, tmp_path: Path) -> None:
    header, tags, first, *_ = written(store, tmp_path, "hxl-csv").read_text(encoding="utf-8").splitlines()
    assert header.split(",")[0] == "geo"
    assert tags.replace('"', "").split(",")[:2] == ["#country+code+v_iso3", "#country+code+citizen+v_iso3"]
    assert first.startswith("DEU")


@pytest.mark.parametrize("format_name", list(FORMATS))
def test_what_may_not_be_passed_on_is_refused_in_every_format(
    closed_store: Store, tmp_path: Path, format_name: str
) -> None:
    with pytest.raises(Refused, match="must not be passed on") as refused:
        written(closed_store, tmp_path, format_name)
    assert refused.value.codes == ("licence",)
    assert not list(tmp_path.glob("out.*"))
