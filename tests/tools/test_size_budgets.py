"""The size budgets: what counts as a line, and what is too many."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def budgets() -> ModuleType:
    spec = importlib.util.spec_from_file_location("size_budgets", ROOT / "tools" / "size_budgets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written(folder: Path, text: str) -> Path:
    path = folder / "some.py"
    path.write_text(text)
    return path


def test_a_function_of_forty_lines_passes_and_of_forty_one_does_not(budgets: ModuleType, tmp_path: Path):
    fits = "def f():\n" + "    x = 1\n" * 39
    assert list(budgets.faults_in(written(tmp_path, fits))) == []

    [fault] = budgets.faults_in(written(tmp_path, fits + "    x = 1\n"))
    assert "f() has 41 lines" in fault


def test_a_docstring_does_not_count(budgets: ModuleType, tmp_path: Path):
    text = 'def f():\n    """First.\n' + "    more\n" * 50 + '    """\n    return 1\n'
    assert list(budgets.faults_in(written(tmp_path, text))) == []


def test_a_file_over_three_hundred_lines_is_named(budgets: ModuleType, tmp_path: Path):
    [fault] = budgets.faults_in(written(tmp_path, "x = 1\n" * 301))
    assert "some.py:1: 301 lines" in fault
