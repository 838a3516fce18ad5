"""The first things said of a person, from the fields of a page."""

from __future__ import annotations

from django.http import QueryDict

from sojourn.subjects.particulars import Particulars

LONGEST = 200


def particulars_of(posted: QueryDict) -> Particulars:
    """Read names, birth, sex and nationality; a birth may be a year, a month or a day, and a guess.

    Digits of other scripts are read as digits.
    """

    def text(name: str) -> str:
        return posted.get(name, "").strip()[:LONGEST]

    return Particulars(
        family_name=text("family_name"),
        given_names=text("given_names"),
        birth=_birth(posted),
        sex=text("sex"),
        nationalities=tuple(code for code in posted.getlist("nationality") if code),
    )


def _birth(posted: QueryDict) -> str:
    year, month, day = (_number(posted.get(f"birth_{part}", "")) for part in ("year", "month", "day"))
    if not year:
        return ""
    parts = [year.zfill(4), *([month.zfill(2)] if month else []), *([day.zfill(2)] if month and day else [])]
    return ("~" if posted.get("birth_guess") else "") + "-".join(parts)


def _number(text: str) -> str:
    digits = text.strip()[:4]
    return str(int(digits)) if digits.isdecimal() else digits
