"""The data folder: where it is, who may look in, and what is said when it can't be used."""

import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from sojourn.config import home
from sojourn.config.trouble import Trouble

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOJOURN_HOME", str(tmp_path / "given"))
    return tmp_path / "given"


def test_the_folder_that_is_asked_for_is_used(own_home: Path):
    assert home.home() == own_home


def test_root_keeps_its_data_where_another_user_can_run_the_server(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SOJOURN_HOME")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert home.home() == Path("/var/lib/sojourn")


def test_a_user_s_data_go_to_their_own_data_folder(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SOJOURN_HOME")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", "/data/of/alder")
    assert home.home() == Path("/data/of/alder/sojourn")

    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "/home/alder")
    assert home.home() == Path("/home/alder/.local/share/sojourn")


def test_it_is_made_when_absent_and_nobody_else_may_list_it(own_home: Path):
    assert home.ensure_home() == own_home
    assert own_home.stat().st_mode & 0o066 == 0


def test_a_folder_that_cannot_be_written_is_said_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("SOJOURN_HOME", str(tmp_path / "file" / "home"))

    with pytest.raises(Trouble, match="can't be written") as trouble:
        home.ensure_home()

    assert "SOJOURN_HOME=" in str(trouble.value)


def test_a_full_disk_is_said_before_anything_is_written(own_home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(10**10, 10**10 - 2**20, 2**20))

    with pytest.raises(Trouble, match="nearly full: 1 MB are free"):
        home.ensure_room(home.ensure_home())


def test_a_kept_secret_stays_the_same_and_is_for_its_owner_only(own_home: Path):
    first = home.kept_secret("secret-key")

    assert home.kept_secret("secret-key") == first
    assert len(first) >= 50
    assert (own_home / "secret-key").stat().st_mode & 0o777 == 0o600
    assert home.kept_secret("another") != first
    assert sorted(path.name for path in own_home.iterdir()) == ["another", "secret-key"]


def test_keys_that_came_with_a_backup_are_remembered_once(own_home: Path):
    own = home.kept_secret(home.KEY_FILE)
    home.remember_secrets(["first", own])
    home.remember_secrets(["first", "second"])

    assert home.old_secrets() == ["first", "second"]
    assert (own_home / home.OLD_KEYS_FILE).stat().st_mode & 0o777 == 0o600
