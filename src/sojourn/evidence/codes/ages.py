"""Ages: every code of the form Y0T4, Y23, Y_GE65 up to 120 years, and the readers of what sources write for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sojourn.evidence.codes.codelist import Code, Codelist

OLDEST = 120
_UNDER = re.compile(r"(?:Y_?LT|<|under )\s*(\d{1,3})", re.IGNORECASE)
_OVER = re.compile(
    r"(?:Y_?GE|>=|[fm]_)?\s*(\d{1,3})(?: ?\+| (?:years )?(?:or|and) over|_plus)|(?:Y_?GE|>=)\s*(\d{1,3})", re.IGNORECASE
)
_BAND = re.compile(r"(?:[YfmT]_?|)\s*(\d{1,3})\s*(?:-{1,2}|_|T|–| to )\s*(\d{1,3})(?: years?)?", re.IGNORECASE)
_ONE = re.compile(r"(?:Y|)(\d{1,3})(?: years?)?", re.IGNORECASE)


def band(first: int, last: int | None) -> str:
    """Return the code of the ages `first`..`last` in completed years, both included; None means and older."""
    if last is None or last >= OLDEST:
        return f"Y_GE{first}"
    return f"Y{first}" if first == last else f"Y{first}T{last}"


def age_code(text: str) -> str | None:
    """Read an age as sources write it; None when it is not one. Totals and unknowns belong to the crosswalk.

    Eurostat `Y_LT5`, `Y5-9`, `Y_GE85`, `Y23`; UNHCR `f_0_4`, `60+`; UN `0-4`, `100+`; CTDC `0--8`; labels such as
    `From 15 to 64 years`, `65 years or over`, `Less than 14 years`.
    """
    plain = text.strip()
    plain = re.sub(r"^(?:from |aged )", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"^less than ", "<", plain, flags=re.IGNORECASE)
    plain = re.sub(r"^(<\s*\d+) years?$", r"\1", plain)
    if found := _UNDER.fullmatch(plain):
        return band(0, int(found[1]) - 1) if int(found[1]) else None
    if found := _OVER.fullmatch(plain):
        return band(int(found[1] or found[2]), None)
    if found := _BAND.fullmatch(plain):
        first, last = int(found[1]), int(found[2])
        return band(first, last) if first <= last <= OLDEST else None
    found = _ONE.fullmatch(plain)
    return band(int(found[1]), int(found[1])) if found and int(found[1]) < OLDEST else None


def ages() -> Codelist:
    """Return the list of every age: single years, bands and open bands, total and unknown."""
    return Codelist("age", {code.code: code for code in _all_ages()})


def _all_ages() -> Iterator[Code]:
    yield Code("_T", "total", (), "All ages")
    yield Code("_U", "special", (), "Age unknown")
    for first in range(OLDEST):
        yield Code(f"Y{first}", "single", (), str(first), (first, first))
        yield Code(f"Y_GE{first}", "open", (), f"{first} and older", (first, 999))
        for last in range(first + 1, OLDEST):
            yield Code(f"Y{first}T{last}", "band", (), f"{first}–{last}", (first, last))
