"""`sojourn form`: out as a workbook, in again as YAML, never over a file without being told."""

from click.testing import CliRunner
from tests.rooms.grammar.xlsform.sheets import as_workbook

from sojourn.config.command.form import command
from sojourn.config.trouble import Trouble
from sojourn.grammar.forms import read_form
from sojourn.grammar.packs import catalogue

PACK = catalogue().names()[0]


def run(*words):
    return CliRunner().invoke(command, [str(word) for word in words])


def test_a_form_goes_out_and_comes_in_the_same(tmp_path):
    forms = catalogue().pack(PACK).forms
    name = sorted(forms)[0]
    workbook, written = tmp_path / "out.xlsx", tmp_path / "in.yaml"

    assert run("export", PACK, name, workbook).exit_code == 0
    assert run("import", workbook, written).exit_code == 0

    assert read_form(written) == forms[name].form


def test_a_file_is_never_written_over_unasked(tmp_path):
    name = sorted(catalogue().pack(PACK).forms)[0]
    workbook = tmp_path / "out.xlsx"
    workbook.write_bytes(b"mine")

    refused = run("export", PACK, name, workbook)

    assert isinstance(refused.exception, Trouble)
    assert workbook.read_bytes() == b"mine"
    assert run("export", PACK, name, workbook, "--force").exit_code == 0


def test_what_is_not_there_is_said_with_what_is(tmp_path):
    assert "sojourn pack list" in str(run("export", "nowhere", "x", tmp_path / "x.xlsx").exception)
    assert "Its forms:" in str(run("export", PACK, "nothing", tmp_path / "x.xlsx").exception)


def test_every_mistake_of_a_workbook_is_told(tmp_path):
    workbook = tmp_path / "bad.xlsx"
    workbook.write_bytes(as_workbook({"survey": [["type", "name"], ["texts", "a"], ["text", "9"]]}))

    refused = run("import", workbook)

    assert "bad.xlsx!survey:2:1" in str(refused.exception)
    assert "bad.xlsx!survey:3:2" in str(refused.exception)
