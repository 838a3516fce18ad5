"""The `sojourn` command: every sub-command is found, and one that is broken breaks no other."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from sojourn.config import command
from sojourn.config.trouble import Trouble


@pytest.fixture
def with_a_broken_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken_one.py").write_text("import a_room_that_is_not_there\n")
    monkeypatch.setattr(command, "__path__", [*command.__path__, str(tmp_path)])


def test_help_lists_what_can_be_done():
    said = CliRunner().invoke(command.sojourn, ["--help"])

    assert said.exit_code == 0
    for name in ("demo", "serve", "migrate"):
        assert f"\n  {name} " in said.output


def test_an_unknown_word_is_refused_with_a_usage_line():
    said = CliRunner().invoke(command.sojourn, ["frobnicate"])

    assert said.exit_code == 2
    assert "No such command 'frobnicate'" in said.output


@pytest.mark.usefixtures("with_a_broken_one")
def test_a_broken_sub_command_is_listed_as_such_and_the_rest_still_works():
    said = CliRunner().invoke(command.sojourn, ["--help"])

    assert said.exit_code == 0
    assert "broken-one" in said.output
    assert "migrate" in said.output


@pytest.mark.usefixtures("with_a_broken_one")
def test_a_broken_sub_command_says_what_it_misses():
    said = CliRunner().invoke(command.sojourn, ["broken-one", "--with", "words"])

    assert isinstance(said.exception, Trouble)
    assert "a_room_that_is_not_there" in str(said.exception)


def test_trouble_is_a_sentence_and_not_a_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr("sys.argv", ["sojourn", "serve", "--host", "203.0.113.7"])

    with pytest.raises(SystemExit) as end:
        command.main()

    assert end.value.code == 1
    assert "Nothing can be served" in capsys.readouterr().err
