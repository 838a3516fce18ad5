"""Machine code is compiled when it is needed, and kept where it can be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sojourn.matching.dedupe.kernels import compiling


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    compiling.cache_folder.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    compiling.cache_folder.cache_clear()


def test_nothing_is_compiled_before_people_are_compared() -> None:
    program = "import sojourn.matching.dedupe, sojourn.matching.evaluate, sys; sys.exit('numba' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_code_is_kept_in_the_folder_that_is_told(fresh: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fresh.setenv("NUMBA_CACHE_DIR", str(tmp_path))

    folder = compiling.cache_folder()

    assert folder is not None
    assert folder.is_relative_to(tmp_path)


def test_where_nothing_can_be_written_code_is_compiled_anyway(fresh: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    fresh.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))

    @compiling.kernel
    def doubled(number: int) -> int:
        return number * 2

    assert compiling.cache_folder() is None
    assert doubled(21) == 42
