"""Time periods in the one way SDMX writes them."""

from __future__ import annotations

import re

_SDMX = re.compile(
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-Q[1-4]|-[ST][1-3]|-W(0[1-9]|[1-4]\d|5[0-3]))?"
    r"|\d{4}-\d\d-\d\d/P\d+[YMD]"
)
_SHORT = re.compile(r"(\d{4})-?([MQSWT])0*(\d{1,2})")
_WIDTH = {"M": 2, "W": 2, "Q": 1, "S": 1, "T": 1}


def period(text: str) -> str | None:
    """Return the SDMX form of a time period, or None when it is none.

    Known: 2020, 2020-03, 2020-03-31, 2020-Q1, 2020-S1, 2020-W07, the ranges 2015-01-01/P5Y, and the short forms
    2020M03, 2020-M03, 2020Q1, 2020S1, 2020W7, 2020-A1, 2020A that Eurostat, the ILO and SDMX 2.1 use as well.
    """
    plain = text.strip()
    if re.fullmatch(r"\d{4}-?A1?", plain):
        return plain[:4]
    if found := _SHORT.fullmatch(plain):
        number = found[3].zfill(_WIDTH[found[2]])
        plain = f"{found[1]}-{number}" if found[2] == "M" else f"{found[1]}-{found[2]}{number}"
    return plain if _SDMX.fullmatch(plain) else None
