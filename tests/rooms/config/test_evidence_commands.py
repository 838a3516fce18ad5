"""`sojourn evidence load|check|list|show` from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sojourn.config.command.evidence import command
from sojourn.config.trouble import Trouble

DECLARED = """
title: Test stock
source: testing
licence: cc_by_4
flow: TEST:DF_STOCK
dimensions: {geo: area, sex: sex}
"""
HEADER = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store folder that declares one dataset."""
    (tmp_path / "declared").mkdir()
    (tmp_path / "declared" / "test_stock.yaml").write_text(DECLARED, encoding="utf-8")
    return tmp_path


def written(folder: Path, area: str) -> Path:
    path = folder / "stock.csv"
    path.write_text(HEADER + f"dataflow,TEST:DF_STOCK(1.0),I,{area},F,2020,5\n", encoding="utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def test_a_file_is_loaded_once_listed_and_shown(store: Path) -> None:
    file = written(store, "DEU")
    first = run("load", file, "--store", store, "--released-on", "2021-03-04")
    assert first.exit_code == 0, first.output
    assert "test_stock is in as vintage 2021-03-04: 1 observations" in first.output
    assert "has it already" in run("load", file, "--store", store).output
    (row,) = json.loads(run("list", "--loaded", "--store", store, "--json").output)
    assert (row["dataset"], row["newest"], row["rows"]) == ("test_stock", "2021-03-04", 1)
    shown = run("show", "test_stock", "--store", store).output
    assert "1 country" in shown
    assert "Nothing is loaded" not in shown


def test_a_strange_code_is_reported_written_out_and_accepted(store: Path) -> None:
    file, answers = written(store, "Germny"), store / "map.csv"
    refused = run("load", file, "--store", store, "--write-map", answers)
    assert refused.exit_code == 1
    assert "“Germny” is no known code of area" in refused.output
    assert "line 2, column geo" in refused.output
    assert answers.read_text(encoding="utf-8") == "codelist,source_code,code,label,rows\narea,Germny,DEU,Germany,1\n"
    assert run("load", file, "--store", store, "--map", answers).exit_code == 0


def test_a_map_that_is_not_filled_in_is_refused(store: Path) -> None:
    file, answers = written(store, "Qqq"), store / "map.csv"
    answers.write_text("codelist,source_code,code\narea,Qqq,\n", encoding="utf-8")
    refused = run("load", file, "--store", store, "--map", answers)
    assert refused.exit_code == 1
    assert "map.csv, line 2, column code" in refused.output


def test_checking_keeps_nothing_and_json_says_all(store: Path) -> None:
    file = written(store, "DEU")
    (outcome,) = json.loads(run("check", file, "--store", store, "--json").output)
    assert outcome["refused"] is False
    assert outcome["loaded"][0]["rows"] == 1
    assert json.loads(run("list", "--loaded", "--store", store, "--json").output) == []
    file.write_text("<html><title>Sorry</title></html>", encoding="utf-8")
    (outcome,) = json.loads(run("load", file, "--store", store, "--json").output)
    assert outcome["problems"][0]["code"] == "html"


def test_figures_and_structure_are_exported_with_their_attribution(store: Path, tmp_path: Path) -> None:
    run("load", written(store, "DEU"), "--store", store)
    done = run("export", "test_stock", "--store", store, "--where", "geo=DEU,FRA", "--out", tmp_path / "o.csv")
    assert "1 observations" in done.output
    assert "CC BY 4.0" in done.output
    assert "SOJOURN:TEST_STOCK(1.0)" in (tmp_path / "o.csv").read_text(encoding="utf-8")
    run("export", "test_stock", "--store", store, "--format", "structure", "--out", tmp_path / "s.xml")
    assert "DSD_TEST_STOCK" in (tmp_path / "s.xml").read_text(encoding="utf-8")
    assert run("export", "test_stock", "--store", store, "--where", "geo").exit_code == 2


def test_a_wrong_declaration_is_said_as_a_sentence(store: Path) -> None:
    (store / "declared" / "wrong.yaml").write_text("title: T\n", encoding="utf-8")
    outcome = run("load", written(store, "DEU"), "--store", store)
    assert isinstance(outcome.exception, Trouble)
    assert "wrong.yaml" in str(outcome.exception)
