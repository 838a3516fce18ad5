"""A sheet to draw on, written as SVG. In right-to-left languages it is mirrored, letters and maps are not."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from html import escape
from typing import Literal

Anchor = Literal["start", "middle", "end"]
COLOURS = ("#1f5c99", "#b4540a", "#2e7d4f", "#8a3ffc", "#9f1853", "#5f6b7a")
INK, SOFT, LINE, PAPER, LAND = "#1b2430", "#4a5563", "#c9d1da", "#ffffff", "#e3e8ee"


class Canvas:
    """Collects shapes; `svg()` gives the picture with its title and description for those who do not see it."""

    def __init__(self, width: float, height: float, *, rtl: bool = False) -> None:
        self.width, self.height, self.rtl = width, height, rtl
        self._parts: list[str] = []

    def rect(self, x: float, y: float, width: float, height: float, fill: str, *, stroke: str = "") -> None:
        """A rectangle; with `stroke` it is an empty, dashed one."""
        x = self.width - x - width if self.rtl else x
        look = f'fill="none" stroke="{stroke}" stroke-dasharray="4 3"' if stroke else f'fill="{fill}"'
        place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 0))}" height="{_n(max(height, 0))}"'
        self._parts.append(f"<rect {place} {look}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, *, colour: str = LINE, width: float = 1) -> None:
        """A straight line."""
        ends = f'x1="{_n(self.across(x1))}" y1="{_n(y1)}" x2="{_n(self.across(x2))}" y2="{_n(y2)}"'
        self._parts.append(f'<line {ends} stroke="{colour}" stroke-width="{_n(width)}"/>')

    def path(self, d: str, *, fill: str = "none", stroke: str = "none", width: float = 1, faint: float = 1) -> None:
        """A path as written; it is not mirrored."""
        opacity = f' opacity="{_n(faint)}"' if faint < 1 else ""
        self._parts.append(f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{_n(width)}"{opacity}/>')

    def lines(self, points: Iterable[tuple[float, float]], colour: str) -> None:
        """A line through points."""
        placed = " ".join(f"{_n(self.across(x))},{_n(y)}" for x, y in points)
        self._parts.append(f'<polyline points="{placed}" fill="none" stroke="{colour}" stroke-width="2"/>')

    def dot(self, x: float, y: float, colour: str, radius: float = 3) -> None:
        """A filled circle."""
        self._parts.append(f'<circle cx="{_n(self.across(x))}" cy="{_n(y)}" r="{_n(radius)}" fill="{colour}"/>')

    def text(
        self, x: float, y: float, words: str, anchor: Anchor = "start", *, size: float = 12, colour: str = INK,
        bold: bool = False,
    ) -> None:  # fmt: skip
        """Words at a place; `start` is where reading starts."""
        if self.rtl and anchor != "middle":
            anchor = "end" if anchor == "start" else "start"
        weight = ' font-weight="600"' if bold else ""
        place = f'x="{_n(self.across(x))}" y="{_n(y)}" text-anchor="{anchor}" font-size="{_n(size)}"'
        self._parts.append(f'<text {place} fill="{colour}"{weight}>{escape(words)}</text>')

    def across(self, x: float) -> float:
        """Where an x lies on the sheet, mirrored or not."""
        return self.width - x if self.rtl else x

    def svg(self, title: str, description: str) -> str:
        """The whole picture."""
        body = "".join(self._parts)
        name = sha256(f"{title}{description}{body}".encode()).hexdigest()[:10]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(self.width)} {_n(self.height)}" role="img"'
            f' direction="ltr" font-family="Noto Sans, Noto Sans Arabic, sans-serif"'
            f' aria-labelledby="t{name} d{name}"><title id="t{name}">{escape(title)}</title>'
            f'<desc id="d{name}">{escape(description)}</desc>{body}</svg>'
        )


def _n(value: float) -> str:
    """A number with one decimal at most, always written the same way."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text
