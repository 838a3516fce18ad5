"""Distances and areas on a sphere with the Earth's equatorial radius, as ODK defines them."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from sojourn.grammar.expressions.instants import NAN
from sojourn.grammar.expressions.library.texts import flat
from sojourn.grammar.expressions.values import number_of_text, string_of

RADIUS = 6_378_100.0

Point = tuple[float, float]


def points_of(*values: Any) -> list[Point] | None:
    """Latitude and longitude in degrees of "lat lon …" points, `;` between them; None when one is unreadable."""
    written = [part.strip() for value in flat(values) for part in string_of(value).split(";")]
    points: list[Point] = []
    for text in filter(None, written):
        numbers = [number_of_text(word) for word in text.split()]
        if len(numbers) < 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
            return None
        points.append((numbers[0], numbers[1]))
    return points


def distance(*values: Any) -> float:
    """Metres along the points, great circle by great circle (haversine formula); NaN for an unreadable point."""
    points = points_of(*values)
    if points is None:
        return NAN
    return math.fsum(_leg(one, other) for one, other in pairwise(points))


def _leg(one: Point, other: Point) -> float:
    (latitude, longitude), (to_latitude, to_longitude) = (tuple(map(math.radians, point)) for point in (one, other))
    rise = math.sin((to_latitude - latitude) / 2) ** 2
    run = math.cos(latitude) * math.cos(to_latitude) * math.sin((to_longitude - longitude) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(rise + run)))


def area(*values: Any) -> float:
    """Square metres inside the points (Chamberlain and Duquette, Some Algorithms for Polygons on a Sphere, 2007)."""
    points = points_of(*values)
    if points is None:
        return NAN
    if len(points) < 3:
        return 0.0
    turned = [(math.radians(latitude), math.radians(longitude)) for latitude, longitude in points]
    sides = zip(turned, turned[1:] + turned[:1], strict=True)
    total = math.fsum((b[1] - a[1]) * (2 + math.sin(a[0]) + math.sin(b[0])) for a, b in sides)
    return abs(total) * RADIUS**2 / 2


def geofence(point: str, shape: str) -> bool:
    """Whether a point lies inside a shape, by the even-odd rule; shapes across the date line are not understood."""
    inside, corners = points_of(point), points_of(shape)
    if not inside or not corners:
        return False
    latitude, longitude = inside[0]
    odd = False
    for (a, b), (c, d) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (a > latitude) != (c > latitude) and longitude < (d - b) * (latitude - a) / (c - a) + b:
            odd = not odd
    return odd
