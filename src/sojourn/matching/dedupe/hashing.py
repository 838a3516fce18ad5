"""Numbers for texts: 64 bits, the same in every run and on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from sojourn.matching.dedupe.people import Hashes, Ints

_ONE = np.uint64(0x9E3779B97F4A7C15)
_TWO = np.uint64(0xC2B2AE3D27D4EB4F)
_HALF = np.uint64(29)


def hash_of(text: str) -> int:
    """Return 64 bits of BLAKE2b of a text, never 0 (0 means: empty)."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") or 1


def hashes_of(texts: Sequence[str], numbers: Ints) -> Hashes:
    """Return the hashes of texts by their numbers (0 for an empty text), and a zero after them."""
    found = np.array([hash_of(text) if text else 0 for text in texts], dtype=np.uint64)
    return np.append(found[numbers], np.uint64(0))


def mixed(*parts: Hashes | int) -> Hashes:
    """Return one hash of several, their order counting; multiplication and a shift after each (wrapping around)."""
    with np.errstate(over="ignore"):
        found: Hashes = np.asarray(parts[0], dtype=np.uint64) * _ONE
        for part in parts[1:]:
            found = ((found ^ (found >> _HALF)) + np.asarray(part, dtype=np.uint64)) * _TWO
        return found ^ (found >> _HALF)


def unordered(one: Hashes, two: Hashes) -> Hashes:
    """Return a hash of two that is the same the other way round."""
    with np.errstate(over="ignore"):
        found: Hashes = (one + two) * _ONE ^ (one * two)
        return found * _TWO
