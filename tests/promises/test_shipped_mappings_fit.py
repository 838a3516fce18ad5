"""Every mapping that a pack ships fits the pack's own forms and codes."""

from __future__ import annotations

import pytest

from sojourn.exchange.imports.plan import misfits
from sojourn.exchange.mappings import read_mapping
from sojourn.grammar.packs import catalogue

SHIPPED = [
    path for name in catalogue().names() for path in sorted((catalogue().pack(name).folder / "mappings").glob("*.yaml"))
]


def test_there_are_some_to_check():
    assert SHIPPED


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_a_shipped_mapping_fits_its_pack(path):
    mapping = read_mapping(path)
    pack = catalogue().pack(mapping.pack)

    assert mapping.name == path.stem
    assert pack.folder == path.parent.parent
    assert [str(reason) for reason in misfits(mapping, pack)] == []
