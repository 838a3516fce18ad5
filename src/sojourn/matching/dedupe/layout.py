"""How people and words lie in memory while pairs are weighed: a record each, so that one look fetches all of it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.void]
Record = Any

MOST_WORDS, MOST_MOTHERS = 6, 3

# One different word of the batch. `text` and `kind` are numbers, equal for equal forms; `readings` and `skeletons`
# are the first places in the lists of the lexicon, and how many; `length` and `initial` are of the first reading.
# `all_letters` holds a bit for each letter that every reading has, `any_letters` for those that any has; both as
# heard. `sketch` and `known_sketch` have bits for skeletons and known names.
TOKEN = np.dtype(
    [
        ("sketch", np.uint64), ("known_sketch", np.uint64), ("known", np.int32),
        ("text", np.int32), ("kind", np.int32), ("readings", np.int32),
        ("skeletons", np.int32), ("all_letters", np.int32), ("any_letters", np.int32), ("consonants", np.int32),
        ("skeleton_at", np.int32), ("bits", np.float32), ("reading_count", np.int8), ("skeleton_count", np.int8),
        ("vowelless", np.int8), ("known_count", np.int8), ("initial", np.int8), ("length", np.int16),
        ("skeleton_length", np.int16), ("longest", np.int16), ("least_heard", np.int16), ("most_heard", np.int16),
    ],
    align=True,
)  # fmt: skip

# One text, or one and how it sounds, by where they lie in the letters.
FORM = np.dtype(
    [("at", np.int32), ("heard_at", np.int32), ("length", np.int16), ("heard_length", np.int16)], align=True
)

# One row of a batch. Words and mothers are numbers of tokens, the first so many places used. Births are
# year * 10000 + month * 100 + day (0: unknown); codes are 0 where the field is empty. `word_bits` say how rare each
# word is where the person comes from, `bits` is their sum; `best` is the most that all but birth and sex can add to the
# odds of a pair with this row, against strangers and against relatives.
PERSON = np.dtype(
    [
        ("words", np.int32, (MOST_WORDS,)), ("roles", np.int8, (MOST_WORDS,)), ("count", np.int8),
        ("sex", np.int8), ("exact", np.int8), ("mother_count", np.int8), ("bits", np.float32),
        ("word_bits", np.float32, (MOST_WORDS,)), ("best", np.float32, (2,)),
        ("earliest", np.int32), ("latest", np.int32), ("phone", np.int32, (2,)), ("document", np.int32, (2,)),
        ("states", np.int32, (2,)), ("place", np.int32, (3,)), ("nationality", np.int16, (2,)),
        ("language", np.int16, (2,)), ("mothers", np.int32, (MOST_MOTHERS,)),
    ],
    align=True,
)  # fmt: skip


class Lexicon(NamedTuple):
    """The different words of a batch; `readings` are numbers of `romans`, `skeletons` numbers of skeletons,
    `known` of names.

    `letters` holds all texts, one after the other. `heads`, `tails` and `shifts` make, by word, the hash of two
    skeletons put together.
    """

    tokens: Table
    readings: NDArray[np.int32]
    skeletons: NDArray[np.int32]
    known: NDArray[np.int32]
    romans: Table
    letters: NDArray[np.uint8]
    heads: NDArray[np.uint64]
    tails: NDArray[np.uint64]
    shifts: NDArray[np.uint64]
