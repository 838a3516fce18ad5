"""Read `weights.yaml` into one flat table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


@dataclass(frozen=True, slots=True)
class Against:
    """Log2 odds of one person against another explanation of a likeness, by feature ("birth.same_day").

    Those of `name.own.*` and `name.other.*` are per bit of rarity. `prior` holds before anything is compared.
    """

    prior: float
    of: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for one person against two strangers who are alike by chance, and against two relatives or namesakes.

    The strangers' prior holds among `population` people: twice as many people are twice as many strangers, while
    everybody has as many relatives as before. `calibration` maps summed log2 odds to honest ones, by straight lines
    between knots.
    """

    version: str
    population: int
    strangers: Against
    relatives: Against
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
        int(written["population"]),
        _against(written["strangers"]),
        _against(written["relatives"]),
        knots,
    )


def _against(written: Mapping[str, Any]) -> Against:
    return Against(float(written["prior"]), dict(_flat("", written["levels"])))


def _flat(before: str, tree: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{before}{key}.", value)
        else:
            yield f"{before}{key}", float(value)
