"""The weights set by hand, from which learning starts, and the file that is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from tools.learning.drawing import POPULATION, Pairs

from sojourn.matching.weights.loading import Weights, read_weights

_HEAD = """\
# Weights of matching, written by tools/learn_weights.py: learned once, read at run time, never trained there.
# Log2 odds that two records are one person: +1 doubles the odds, -1 halves them. Weights under name.own and
# name.other are per bit of rarity: a name that one in 256 people bears has 8 bits. `counts` says in how many of
# the true and of the false training pairs each level was seen; what was seldom seen stays near the hand-set value.
"""

START: Weights = read_weights(
    YAML(typ="safe", pure=True).load((Path(__file__).parent / "start.yaml").read_text(encoding="utf-8"))
)


def write_weights(
    path: Path,
    weights: Mapping[str, float],
    knots: list[list[float]],
    training: Sequence[Pairs],
    held_out: Sequence[Pairs],
) -> None:
    """Write the file."""
    levels = {name: value for name, value in weights.items() if name not in ("prior", "per_doubling")}
    document = {
        "version": "1",
        "learned": {"training": _sets(training), "calibration": _sets(held_out)},
        "population": POPULATION,
        "prior": round(weights["prior"], 2),
        "per_doubling": round(weights["per_doubling"], 3),
        "levels": _tree({name: round(value, 3) for name, value in levels.items()}),
        "calibration": knots,
        "counts": _tree(_counts(training)),
    }
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = None
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.width = 110
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        yaml.dump(document, file)


def _sets(sets: Sequence[Pairs]) -> list[str]:
    return [
        f"{pairs.drawn.people} people, seed {pairs.drawn.seed}, {pairs.drawn.profile}, columns {pairs.drawn.shown}: "
        f"{len(pairs.truth)} pairs, {int(pairs.truth.sum())} true"
        for pairs in sets
    ]


def _counts(training: Sequence[Pairs]) -> dict[str, list[int]]:
    """Pairs in which each level was seen: [true, false]."""
    found: dict[str, list[int]] = {}
    for pairs in training:
        for name, amounts in zip(pairs.names, pairs.amounts, strict=True):
            counts = found.setdefault(name, [0, 0])
            seen = amounts != 0
            counts[0] += int((seen & pairs.truth).sum())
            counts[1] += int((seen & ~pairs.truth).sum())
    return found


def _tree(flat: Mapping[str, Any]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for name, value in flat.items():
        *branches, leaf = name.split(".")
        at = root
        for branch in branches:
            at = at.setdefault(branch, {})
        at[leaf] = value
    return root
