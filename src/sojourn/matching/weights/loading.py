"""Read `weights.yaml` into one flat table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


@dataclass(frozen=True, slots=True)
class Weights:
    """Log2 odds by feature ("birth.same_day"); those of `name.own.*` and `name.other.*` are per bit of rarity.

    `prior` holds for a pair that shares a key in a batch of `population` people; each doubling of the people
    beyond costs `per_doubling`. `calibration` maps summed log2 odds to honest ones, by straight lines between knots.
    """

    version: str
    prior: float
    population: int
    per_doubling: float
    of: Mapping[str, float]
    calibration: tuple[tuple[float, float], ...]


@cache
def weights() -> Weights:
    """Return the shipped weights."""
    text = files(__package__).joinpath("weights.yaml").read_text(encoding="utf-8")
    return read_weights(YAML(typ="safe", pure=True).load(text))


def read_weights(written: Mapping[str, Any]) -> Weights:
    """Return the weights written as nested tables."""
    knots = tuple((float(x), float(y)) for x, y in written["calibration"])
    return Weights(
        str(written["version"]),
        float(written["prior"]),
        int(written["population"]),
        float(written["per_doubling"]),
        dict(_flat("", written["levels"])),
        knots,
    )


def _flat(before: str, tree: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{before}{key}.", value)
        else:
            yield f"{before}{key}", float(value)
