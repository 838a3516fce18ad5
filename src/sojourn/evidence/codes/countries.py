"""Which country is meant: an alpha-3 or alpha-2 code or an English name, in any case of letters."""

from __future__ import annotations

from functools import cache

import pycountry

from sojourn.evidence.codes.lists import codelist
from sojourn.grammar.nearest import did_you_mean
from sojourn.kernel.refused import Reason, Refused


def country_code(word: str) -> str:
    """The code of a country; Refused `unknown_country` with the nearest name."""
    found = _names().get(word.strip().casefold())
    if found is None:
        near = did_you_mean(word.strip().casefold(), _names())
        message = "There is no country “{word}” (an ISO code such as DEU or DE, or the English name){near}"
        raise Refused(Reason("unknown_country", message, {"word": word, "near": near}))
    return found


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in codelist("area").codes.values():
        if code.level == "country":
            found |= {code.code.casefold(): code.code, code.label.casefold(): code.code}
            known = pycountry.countries.get(alpha_3=code.code)
            if known is not None:
                found |= {known.alpha_2.casefold(): code.code, known.name.casefold(): code.code}
    return found
