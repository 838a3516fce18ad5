"""What tests of evidence share: one small store for those that only read, and a copy for those that add to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.rooms.evidence.small_store import small_store

from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.store import Store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Read it; do not load anything."""
    return small_store(tmp_path_factory.mktemp("small") / "evidence")


@pytest.fixture
def own_store(store: Store, tmp_path: Path) -> Store:
    """A copy to load into."""
    shutil.copytree(store.folder, tmp_path / "evidence")
    return Store(tmp_path / "evidence")


@pytest.fixture(scope="session")
def figures(store: Store):
    """Every figure of the small store, made once."""
    with store.reading() as reading:
        yield Figures(reading)
