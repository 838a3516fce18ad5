"""The outlines of countries, unpacked from TopoJSON and laid out in the Equal Earth projection.

Geometry: Natural Earth (public domain) as packed in world-atlas, copied here when the front end is built. Boundaries
are drawn as they are there and mean no opinion on the status of any place. Projection: B. Šavrič, T. Patterson,
B. Jenny, The Equal Earth map projection (2019), equations 7 and 8.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import pycountry

FOLDER = Path(__file__).parent / "built"
COARSE, FINE = "countries-110m.json", "countries-50m.json"
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF_WIDTH, HALF_HEIGHT = 2.70663, 1.31737
"""Half the width and height of the projected globe of radius one."""

Ring = list[tuple[float, float]]


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to the unit plane; x grows to the east, y to the south."""
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    slope = 9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1
    x = 2 * sqrt(3) * radians(longitude) * cos(t) / (3 * slope)
    return x, -(A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t)


@cache
def outlines() -> Mapping[str, tuple[Ring, ...]]:
    """The rings of each country by ISO alpha-3 code ("" for areas without one), in degrees; {} before the build."""
    return _rings(COARSE)


@cache
def middles() -> Mapping[str, tuple[float, float]]:
    """A point in the largest part of each country, in degrees, also of small ones."""
    return {code: _middle(max(rings, key=_area)) for code, rings in _rings(FINE).items() if code and rings}


def _rings(file: str) -> Mapping[str, tuple[Ring, ...]]:
    path = FOLDER / file
    if not path.exists():
        return {}
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [_unpacked(arc, topology["transform"]) for arc in topology["arcs"]]
    found: dict[str, tuple[Ring, ...]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = _alpha3(str(shape.get("id", "")))
        found[code] = (*found.get(code, ()), *_of_shape(shape, arcs))
    return found


def _unpacked(arc: Sequence[Sequence[int]], transform: Mapping[str, Any]) -> Ring:
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    xs = accumulate(step[0] for step in arc)
    ys = accumulate(step[1] for step in arc)
    return [(x * sx + tx, y * sy + ty) for x, y in zip(xs, ys, strict=True)]


def _of_shape(shape: Mapping[str, Any], arcs: Sequence[Ring]) -> Iterator[Ring]:
    polygons = shape.get("arcs", [])
    if shape["type"] == "Polygon":
        polygons = [polygons]
    for polygon in polygons:
        for ring in polygon[:1]:
            yield [point for index in ring for point in (arcs[index] if index >= 0 else arcs[~index][::-1])]


def _area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _middle(ring: Ring) -> tuple[float, float]:
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)
    if not twice:
        return ring[0]
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (3 * twice)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (3 * twice)
    return x, y


@cache
def _alpha3(number: str) -> str:
    found = pycountry.countries.get(numeric=number.zfill(3)) if number else None
    return found.alpha_3 if found else ""
