"""The packs of the house, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

import sojourn
from sojourn.grammar.packs import Pack, load_pack

PACKS = Path(sojourn.__file__).parent / "packs"


@pytest.fixture(scope="session")
def avrr() -> Pack:
    """The return programme."""
    return load_pack(PACKS / "avrr")


@pytest.fixture(scope="session")
def counter_trafficking() -> Pack:
    """The protection of trafficked persons."""
    return load_pack(PACKS / "counter_trafficking")
