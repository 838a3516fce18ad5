"""Chinese syllables in pinyin or Wade-Giles, which write one sound so differently that letters can't tell it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sojourn.matching.names.tables import rows

# Finals of pinyin as Wade-Giles writes them; the rest is the same.
_WADE = {
    "ian": "ien", "ie": "ieh", "ue": "ueh", "üe": "ueh", "ü": "u", "ong": "ung", "iong": "iung", "uo": "o", "er": "erh",
    "uan": "uan", "ui": "ui",
}  # fmt: skip
_IH = {"zh", "ch", "sh", "r"}
_TELLING = re.compile(r"[qxc]|zh|hs|ts|tz|ss|sz|ih|[iu]eh|ien|ung|ng|^j|j[aeo]")
_LONGEST = 6


@cache
def _sounds() -> dict[str, str]:
    """Each syllable, in either spelling, and its consonants as classes of sound; pinyin first where both have it."""
    pinyin: dict[str, str] = {}
    wade: dict[str, str] = {}
    for initial, finals, abroad, sound in rows("pinyin", 4):
        for final in finals.split():
            heard = sound + "n" * final.endswith(("n", "g"))
            pinyin.setdefault(initial + final.replace("ü", "u"), heard)
            for start in abroad.split():
                wade.setdefault(start + _wade_final(initial, final), heard)
    return wade | pinyin


def _wade_final(initial: str, final: str) -> str:
    if final == "i" and initial in _IH:
        return "ih"
    if final == "i" and initial in ("z", "c", "s"):
        return "u"
    if final == "e" and initial in ("g", "k", "h"):
        return "o"
    return _WADE.get(final, final)


@lru_cache(maxsize=1 << 17)
def syllable_skeleton(roman: str) -> str:
    """The skeleton of a word that can be read as Chinese syllables and whose letters mislead; else empty."""
    if not _TELLING.search(roman):
        return ""
    heard = _parted(roman)
    return heard or ""


@lru_cache(maxsize=1 << 15)
def _parted(roman: str) -> str | None:
    if not roman:
        return ""
    for size in range(min(_LONGEST, len(roman)), 0, -1):
        heard = _sounds().get(roman[:size])
        if heard is not None and (rest := _parted(roman[size:])) is not None:
            return heard + rest
    return None
