"""Set-up on a bare machine: what is missing is said, with the way out."""

import importlib.util
import shutil
import sys
from collections import namedtuple
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, pointed at a folder with nothing in it."""
    spec = importlib.util.spec_from_file_location("set_up", ROOT / "tools" / "set_up.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("ROOT", "VENV", "PYTHON", "STAMPS", "BUILT"):
        monkeypatch.setattr(module, name, tmp_path / name.lower())
    module.ROOT.mkdir()
    (module.ROOT / "package-lock.json").write_text("{}")
    return module


def test_an_old_python_is_refused_in_words(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    with pytest.raises(set_up.Stop, match=r"needs Python 3\.11 or newer; this is Python 3\.9"):
        set_up._use_a_new_enough_python()


def test_without_node_it_stops_and_names_every_way_out(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    with pytest.raises(set_up.Stop) as stop:
        set_up._front_end(for_tests=False)

    assert "this machine has none" in str(stop.value)
    assert "apt-get install nodejs npm" in str(stop.value)
    assert "WITHOUT_NODE=yes make demo" in str(stop.value)


def test_without_node_files_built_earlier_are_kept(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    set_up.BUILT.mkdir()
    (set_up.BUILT / "app.js").write_text("built earlier")

    set_up._front_end(for_tests=False)

    assert (set_up.BUILT / "app.js").read_text() == "built earlier"
    assert "built earlier" in capsys.readouterr().err


def test_a_full_disk_is_said_before_packages_are_fetched(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(10**10, 10**10, 5 * 2**20))

    with pytest.raises(set_up.Stop, match="nearly full: 5 MB are free"):
        set_up._python_packages("requirements.lock")


def test_a_larger_set_up_serves_the_smaller_ones_too(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch):
    ran: list[list[str]] = []
    monkeypatch.setattr(set_up, "_run", lambda words, _trouble: ran.append(words))
    monkeypatch.setattr(set_up, "_runs", lambda _program: True)
    for name in set_up.LOCKS:
        (set_up.ROOT / name).write_text(name)

    set_up._python_packages("requirements-nightly.lock")
    once = len(ran)
    for name in set_up.LOCKS:
        set_up._python_packages(name)

    assert len(ran) == once == 2


def test_after_a_smaller_set_up_the_larger_one_is_still_to_do(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch):
    ran: list[list[str]] = []
    monkeypatch.setattr(set_up, "_run", lambda words, _trouble: ran.append(words))
    monkeypatch.setattr(set_up, "_runs", lambda _program: True)
    for name in set_up.LOCKS:
        (set_up.ROOT / name).write_text(name)

    set_up._python_packages("requirements.lock")
    set_up._python_packages("requirements-dev.lock")

    assert len(ran) == 4


def test_without_pango_it_goes_on_and_says_how_pdf_becomes_possible(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(set_up.ctypes.util, "find_library", lambda _name: None)

    set_up._pango()

    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0" in capsys.readouterr().err


def test_a_failing_step_stops_with_its_own_sentence(set_up: ModuleType):
    with pytest.raises(set_up.Stop, match="what to do"):
        set_up._run([sys.executable, "-c", "raise SystemExit(3)"], "what to do")


def test_trouble_ends_the_script_with_a_status_and_no_traceback(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(sys, "version_info", (3, 8, 1))
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    assert set_up.main([]) == 1
    assert "Traceback" not in capsys.readouterr().err
