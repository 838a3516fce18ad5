"""`sojourn evidence fetch`, against a publisher on this machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.rooms.evidence.connectors.conftest import Publisher, Said

from sojourn.config.command.evidence.fetch import command

HEADER = b"DATAFLOW,LAST UPDATE,freq,unit,citizen,sex,age,applicant,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
ROW = b"ESTAT:MIGR_ASYAPPCTZA(1.0),31/03/26 11:00:00,A,PER,TOTAL,T,TOTAL,FRST,EL,2025,15,p,\n"


@pytest.fixture
def fetch(publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Run the command with the publisher's address and a store of its own."""
    monkeypatch.setenv("SOJOURN_EVIDENCE", str(tmp_path / "store"))

    def run(*words: str) -> object:
        return CliRunner().invoke(command, [*words, "--base", publisher.base])

    return run


def test_what_is_fetched_is_loaded(publisher: Publisher, fetch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    publisher.says("/sdmx/3.0/data/dataflow/ESTAT/MIGR_ASYAPPCTZA", Said(HEADER + ROW))

    done = fetch("eurostat", "migr_asyappctza", "--only", "geo=EL", "--first", "2025", "--json")

    (row,) = json.loads(done.stdout)
    assert done.exit_code == 0
    assert row["loaded"] == [{"dataset": "migr_asyappctza", "vintage": "2026-03-31", "rows": 1, "already": False}]


def test_a_false_answer_changes_nothing(publisher: Publisher, fetch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    publisher.says("/", Said(b"<html><title>Sorry</title></html>"))

    done = fetch("eurostat", "migr_asyappctza")

    assert done.exit_code == 1
    assert "a web page (Sorry)" in done.output
    assert not (tmp_path / "store" / "migr_asyappctza").exists()


def test_a_filter_without_codes_is_explained(fetch) -> None:  # type: ignore[no-untyped-def]
    done = fetch("eurostat", "migr_asyappctza", "--only", "geo")

    assert done.exit_code == 2
    assert "geo=DE" in done.output
