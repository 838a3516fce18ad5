"""From written text to a Name: cleaned, split, romanised, ordered."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from sojourn.matching.names.name import Name, NamePart, Role
from sojourn.matching.names.skeleton import skeletons_of
from sojourn.matching.names.variants import variant_class

_LETTERS = re.compile(r"[^a-z]+")


def read_name(
    text: str = "",
    *,
    given: str = "",
    family: str = "",
    father: str = "",
    grandfather: str = "",
    language: str | None = None,
) -> Name:
    """Read a name written in one field (`text`), in several, or both; `language` is an ISO 639 code.

    Never raises: what cannot be read is a Name without parts.
    """
    fields: tuple[tuple[str, Role], ...] = (
        (text, "unknown"), (given, "given"), (father, "father"), (grandfather, "grandfather"), (family, "family"),
    )  # fmt: skip
    parts = tuple(_part(word, role) for written, role in fields for word in written.replace("-", " ").split())
    return Name(" ".join(written for written, _ in fields if written), "", language, tuple(p for p in parts if p.roman))


@lru_cache(maxsize=1 << 18)
def _part(word: str, role: Role) -> NamePart:
    roman = _LETTERS.sub("", anyascii(unicodedata.normalize("NFKC", word)).lower())
    skeletons = skeletons_of(roman) if roman else ("",)
    return NamePart(word, role, roman, (), skeletons[0], skeletons, variant_class(roman) or "")
