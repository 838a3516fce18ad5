"""How a romanised word sounds to somebody who does not speak the language: for finding slips of ear and pen."""

from __future__ import annotations

import re
from functools import lru_cache

# Letters that clerks write for one another; the rest stays.
_SOUNDS = {
    "tsch": "c", "kh": "k", "gh": "g", "sh": "s", "zh": "z", "ch": "c", "th": "t", "dh": "d", "ph": "f", "dj": "j",
    "dz": "z", "ts": "c", "tz": "c", "ou": "u", "oo": "u", "ee": "i", "ie": "i", "ck": "k", "q": "k", "x": "ks",
    "w": "v", "y": "i", "e": "i", "o": "u",
}  # fmt: skip
_FOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 18)
def heard(roman: str) -> str:
    """Return the folded sound of a romanised word: "shafiq" and "safik" are one."""
    return _DOUBLE.sub(r"\1", _FOUND.sub(lambda found: _SOUNDS[found.group()], roman))
