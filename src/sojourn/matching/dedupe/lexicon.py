"""Lay the words of a batch out for comparing: numbers for equal forms, all texts in one row of bytes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sojourn.matching.compare.ear import heard
from sojourn.matching.dedupe.layout import FORM, TOKEN, Lexicon, Table
from sojourn.matching.dedupe.people import Floats, Written


def lexicon_of(written: Written, bits: Floats) -> Lexicon:
    """Return the words as the kernels read them; `bits` says how rare each is."""
    from sojourn.matching.dedupe.kernels.lettering import put_letters

    romans, skeletons, letters = _forms(written)
    count = len(written.text)
    tokens = np.zeros(count, dtype=TOKEN)
    tokens["text"], tokens["kind"], tokens["vowelless"] = written.text, written.kind, written.vowelless
    tokens["known"], tokens["known_count"] = written.known_ends[:-1], np.diff(written.known_ends)
    owner = np.repeat(np.arange(count), np.diff(written.known_ends))
    np.bitwise_or.at(tokens["known_sketch"], owner, np.uint64(1) << (written.known % 64).astype(np.uint64))
    tokens["readings"], tokens["reading_count"] = written.reading_ends[:-1], np.diff(written.reading_ends)
    tokens["skeletons"], tokens["skeleton_count"] = written.skeleton_ends[:-1], np.diff(written.skeleton_ends)
    tokens["bits"] = bits
    hashes = np.zeros((3, count), dtype=np.uint64)
    lexicon = Lexicon(tokens, written.readings, written.skeletons, written.known, romans, letters, *hashes)
    put_letters(lexicon, skeletons)
    return lexicon


def _forms(written: Written) -> tuple[Table, Table, NDArray[np.uint8]]:
    """Return where each romanised form and each skeleton lies in the letters, and the letters."""
    sounds = [heard(text) for text in written.roman_texts]
    romans = np.zeros(len(sounds), dtype=FORM)
    skeletons = np.zeros(len(written.skeleton_texts), dtype=FORM)
    parts, start = [], 0
    for table, at, length, texts in (
        (romans, "at", "length", written.roman_texts),
        (romans, "heard_at", "heard_length", sounds),
        (skeletons, "at", "length", written.skeleton_texts),
    ):
        letters, ends = _in_a_row(texts)
        table[at], table[length] = start + ends[:-1], np.diff(ends)
        start += len(letters)
        parts.append(letters)
    return romans, skeletons, np.frombuffer(b"".join(parts) or b" ", dtype=np.uint8)


def _in_a_row(texts: Sequence[str]) -> tuple[bytes, NDArray[np.int64]]:
    """Return the letters of all texts, one byte each, and where each text ends, a 0 before them."""
    ends = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum([len(text) for text in texts], out=ends[1:])
    return "".join(texts).encode("ascii", "replace"), ends
