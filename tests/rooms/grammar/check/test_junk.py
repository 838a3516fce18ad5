"""Whatever stands in a pack's files, the checker answers with faults and never breaks."""

from __future__ import annotations

import copy
import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.rooms.grammar.examples import ACCREDITATION, FAMILY, write

from sojourn.grammar.check import check_pack

JUNK: tuple[Any, ...] = (
    None, "", [], {}, "x", 7, -1, 1.5, True, ["x"], {"x": "y"}, [{"a": 1}], [[]], [None], "${", "${case.stage", "{",
    "{case.stage}", "yes", "no", "any", "a: b", "9" * 40, {"en": {}}, "\N{RIGHT-TO-LEFT OVERRIDE}",
)  # fmt: skip


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from _places(value, (*path, key))


def _spoilt(text: str, chance: random.Random) -> str:
    top = YAML(typ="safe", pure=True).load(text)
    path = chance.choice(list(_places(top)))
    node = top
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = copy.deepcopy(chance.choice(JUNK))
    written = io.StringIO()
    YAML(typ="safe", pure=True).dump(top, written)
    return written.getvalue()


def _check_spoilt(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = dict(chance.choice([ACCREDITATION, FAMILY]))
    name = chance.choice([name for name in files if name.endswith(".yaml")])
    files[name] = _spoilt(files[name], chance)
    for fault in check_pack(write(folder, files)):
        assert fault.place.file, fault
        assert fault.message, fault


@pytest.mark.parametrize("seed", range(6))
def test_one_spoilt_value(tmp_path: Path, seed: int):
    _check_spoilt(tmp_path / "pack", seed)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(100, 1100))
def test_a_thousand_spoilt_values(tmp_path: Path, seed: int):
    _check_spoilt(tmp_path / "pack", seed)
