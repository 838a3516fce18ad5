"""Clean positions: "latitude longitude [altitude [accuracy]]", degrees and metres, as ODK writes them."""

from __future__ import annotations

import re
from typing import Any

from sojourn.grammar.forms.cleaning.numbers import ascii_digits
from sojourn.grammar.forms.cleaning.texts import LONGEST_TEXT, scalar_text
from sojourn.grammar.forms.cleaning.unclean import Manner, Unclean

_POINT = re.compile(r"(-?\d{1,2}(?:\.\d{1,12})?)[ ,]\s*(-?\d{1,3}(?:\.\d{1,12})?)((?: -?\d{1,7}(?:\.\d{1,6})?){0,2})")


def clean_geopoint(raw: Any, _manner: Manner) -> str | None:
    """One position."""
    return _point(ascii_digits(scalar_text(raw, expected="geopoint")))


def clean_geotrace(raw: Any, _manner: Manner) -> str | None:
    """Positions with ";" between them: a way, or the border of an area."""
    text = ascii_digits(scalar_text(raw, LONGEST_TEXT, "geopoint"))
    return ";".join(_point(part.strip()) for part in text.rstrip("; ").split(";"))


def _point(text: str) -> str:
    match = _POINT.fullmatch(text)
    if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        raise Unclean("geopoint")
    return f"{match[1]} {match[2]}{match[3]}"
