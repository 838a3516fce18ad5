"""A reliability diagram as SVG: what the engine said against what was true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

SIDE, EDGE = 320, 40


def reliability_svg(bins: Sequence[dict[str, Any]]) -> str:
    """Return the diagram; a circle's area grows with the number of pairs, the line is what honest chances give."""
    most = max((each["pairs"] for each in bins), default=1)
    circles = "".join(_circle(each, most) for each in bins)
    size = SIDE + 2 * EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" font-family="sans-serif">'
        "<title>Said probability against the true share</title>"
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#888"/>'
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#888" stroke-dasharray="4"/>{circles}'
        f'<text x="{size / 2}" y="{size - 10}" text-anchor="middle" font-size="12">said probability</text>'
        f'<text x="12" y="{size / 2}" text-anchor="middle" font-size="12"'
        f' transform="rotate(-90 12 {size / 2})">true share</text></svg>\n'
    )


def _circle(each: dict[str, Any], most: int) -> str:
    radius = 3 + 12 * (each["pairs"] / most) ** 0.5
    says = f"{each['pairs']} pairs: said {each['mean']:.2f}, true {each['true']:.2f}"
    at = f'cx="{_x(each["mean"]):.1f}" cy="{_y(each["true"]):.1f}" r="{radius:.1f}"'
    return f'<circle {at} fill="#1f6f78" fill-opacity="0.6"><title>{says}</title></circle>'


def _x(share: float) -> float:
    return EDGE + SIDE * share


def _y(share: float) -> float:
    return EDGE + SIDE * (1 - share)
