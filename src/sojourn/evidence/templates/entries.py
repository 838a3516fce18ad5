"""What somebody may write in a cell: a count, a count with a flag, or a sign for why there is none."""

from __future__ import annotations

import re
import unicodedata

from sojourn.evidence.templates.model import MISSING, NOT_APPLICABLE, SUPPRESSED, Figure
from sojourn.kernel.refused import Reason

# The signs are Eurostat's: ":" not available, "c" confidential, "z" not applicable; e, p, b, d, u are its flags.
SIGNS = {":": MISSING, "c": SUPPRESSED, ":c": SUPPRESSED, "z": NOT_APPLICABLE, ":z": NOT_APPLICABLE}
FLAGS = {"e": "E", "p": "P", "b": "B", "d": "D", "u": "U", "": "A"}
LONGEST = 40

_WRITTEN = re.compile(r"(-?\d+(?:\.\d+)?)\s*([a-z]?)")
_GROUPED = re.compile(r"\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3})*")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u066c": ",", "\u066b": ".", "\u200f": "", "\u200e": ""})


def entry(written: object, at: str) -> Figure | Reason | None:
    """Read one cell; None when it is empty, a Reason when nobody could say what it means.

    A number may carry thousands separated by spaces (`12 400`). With a comma or a point it is refused, because
    12.400 is twelve thousand to one reader and twelve to another.
    """
    if isinstance(written, bool):
        return _unreadable(written)
    if isinstance(written, int | float):
        return _count(float(written), "", written, at)
    text = _plain(written)
    if not text:
        return None
    if text in SIGNS:
        return Figure(None, SIGNS[text], at)
    grouped = _GROUPED.fullmatch(text)
    if grouped and grouped[1] in ",.'":
        return Reason(
            "ambiguous_number", "“{value}” can be read in two ways: write the count without separators",
            {"value": text},
        )  # fmt: skip
    match = _WRITTEN.fullmatch(text.replace(" ", "") if grouped else text)
    if match is None or match[2] not in FLAGS:
        return _unreadable(written)
    return _count(float(match[1]), match[2], written, at)


def _plain(written: object) -> str:
    text = "" if written is None else str(written).translate(_SPACES).strip().lower()
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in text)


def _count(value: float, flag: str, written: object, at: str) -> Figure | Reason:
    if value < 0:
        return Reason("negative", "“{value}” is below zero: a count of people can't be", {"value": _short(written)})
    if value != int(value):
        return Reason("not_whole", "“{value}” is not a whole number", {"value": _short(written)})
    return Figure(value, FLAGS[flag], at)


def _unreadable(written: object) -> Reason:
    return Reason(
        "not_a_count",
        "“{value}” is not a count: write a whole number, “:” if it is not available, “c” if it is confidential, "
        "“z” if it can't exist",
        {"value": _short(written)},
    )


def _short(written: object) -> str:
    text = str(written)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
