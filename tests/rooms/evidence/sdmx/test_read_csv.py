"""SDMX-CSV as the field guide shows it, read without a structure."""

import os
from pathlib import Path

import pytest

from sojourn.evidence.loading.opening import open_file
from sojourn.evidence.sdmx.read_csv import is_sdmx_csv, read_csv

SHARED = Path(os.environ.get("SOJOURN_SHARED_DATA") or Path(__file__).parents[5] / "shared" / "data") / "sdmx"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not here: set SOJOURN_SHARED_DATA")


def rows_of(path: Path, scratch: Path) -> list[list[dict[str, str | None]]]:
    opened = open_file(path, scratch)
    assert is_sdmx_csv(opened)
    return [[dict(zip(cube.columns, row, strict=True)) for row in cube.rows()] for cube in read_csv(opened)]


@needs_shared
@pytest.mark.parametrize("name", sorted(path.name for path in SHARED.glob("csv20_*.csv")) if SHARED.is_dir() else ["-"])
def test_every_example_of_the_field_guide_is_read(name: str, tmp_path: Path) -> None:
    cubes = rows_of(SHARED / name, tmp_path)
    assert all(cube for cube in cubes)
    lines = [line for line in (SHARED / name).read_text(encoding="utf-8").splitlines() if line.strip()]
    assert sum(map(len, cubes)) == len(lines) - 1


@needs_shared
@pytest.mark.parametrize("number", ["01", "04", "05", "06", "07", "11"])
def test_labels_in_cells_or_columns_change_nothing(number: str, tmp_path: Path) -> None:
    ((first, second),) = rows_of(SHARED / f"csv20_example-{number}.csv", tmp_path)
    assert (first["DIM_1"], first["DIM_2"], first["OBS_VALUE"]) == ("A", "B", "12.4")
    assert (second["DIM_3"] or "")[:7] == "2014-02"
    assert second["OBS_VALUE"] == "10.8"


@needs_shared
def test_a_file_of_several_structures_is_several_cubes(tmp_path: Path) -> None:
    opened = open_file(SHARED / "csv20_example-09A.csv", tmp_path)
    flows = [cube.flow.name for cube in read_csv(opened)]
    assert flows == ["ESTAT:DF_NA_MAIN", "ESTAT:DSD_NA_MAIN", "ESTAT:DPA_NA_MAIN"]


def test_version_one_with_labels_in_cells(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text(
        "DATAFLOW,FREQ: Frequency,REF_AREA: Area,TIME_PERIOD: Time,OBS_VALUE: Value\n"
        '"ILO:DF_X(1.0): Some flow",A: Annual,DEU: Germany,2020: 2020,7.5\n',
        encoding="utf-8",
    )
    assert rows_of(path, tmp_path) == [[{"FREQ": "A", "REF_AREA": "DEU", "TIME_PERIOD": "2020", "OBS_VALUE": "7.5"}]]
