"""The weights set by hand, from which learning starts, and the file that is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from tools.learning.drawing import POPULATION, Pairs

from sojourn.matching.weights import Against, Weights

_HEAD = """\
# Weights of matching, written by tools/learn_weights.py: learned once, read at run time, never trained there.
# Log2 odds of one person against two strangers alike by chance, and against two relatives or namesakes: +1 doubles
# the odds, -1 halves them; the odds against one person of both explanations add up. Weights under name.own and
# name.other are per bit of rarity: a name that one in 256 people of a nationality bears has 8 bits. `counts` says in
# how many of the true and of the false training pairs each level was seen; what was seldom seen stays near the
# hand-set value (tools/learning/start.yaml).
"""


def write_weights(
    path: Path,
    weights: Weights,
    knots: list[list[float]],
    training: Sequence[Pairs],
    held_out: Sequence[Pairs],
) -> None:
    """Write the file."""
    document = {
        "version": weights.version,
        "learned": {"training": _sets(training), "calibration": _sets(held_out)},
        "population": POPULATION,
        "strangers": _against(weights.strangers),
        "relatives": _against(weights.relatives),
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


def _against(against: Against) -> dict[str, Any]:
    levels = {name: round(value, 3) + 0.0 for name, value in against.of.items()}
    return {"prior": round(against.prior, 2), "levels": _tree(levels)}


def _sets(sets: Sequence[Pairs]) -> list[str]:
    return [
        f"{pairs.drawn.people} people, seed {pairs.drawn.seed}, {pairs.drawn.profile}, columns {pairs.drawn.shown}: "
        f"{int(pairs.stands_for.sum())} pairs, {int(pairs.truth.sum())} true"
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
            counts[1] += int(pairs.stands_for[seen & ~pairs.truth].sum())
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
