"""The example packs, loaded once."""

from __future__ import annotations

import pytest
from tests.rooms.grammar.examples import ACCREDITATION, FAMILY, write

from sojourn.grammar.packs import Pack, load_pack


@pytest.fixture(scope="session")
def family(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A pack with members."""
    return load_pack(write(tmp_path_factory.mktemp("packs") / "family_help", FAMILY))


@pytest.fixture(scope="session")
def accreditation(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A pack about organisations, without members."""
    return load_pack(write(tmp_path_factory.mktemp("packs") / "accreditation", ACCREDITATION))
