"""How rare the words of names are among people of one nationality: from there a chance likeness would come."""

from __future__ import annotations

import numpy as np

from sojourn.matching.dedupe.people import Floats, Ints, People
from sojourn.matching.rarity import FEWEST_BITS, MOST_BITS

# How many people the rate among all people is worth beside the counts of one nationality.
PRIOR_PEOPLE = 200.0


def bits_of(people: People) -> Floats:
    """Return log2(1 / rate) of each word of each row, shape (places, rows); 0 where there is no word.

    The rate is that of the word's skeleton among people of the row's nationality, drawn towards the rate among all
    people while there are few; without a nationality it is the rate among all.
    """
    bits = np.append(people.tokens.lexicon.tokens["bits"], np.float32(0.0))[people.words]
    nations = people.sets["nationality"][0].astype(np.int64)
    used = people.words != people.nobody
    known = used & (nations > 0)[None, :]
    if not known.any():
        return bits.astype(np.float32)
    written = people.tokens.written
    skeletons = np.append(written.skeletons[written.skeleton_ends[:-1]], 0).astype(np.int64)
    keys = (skeletons[people.words] * (int(nations.max()) + 1) + nations)[known]
    counts = _counts(keys)
    bearers = np.bincount(nations)[np.broadcast_to(nations, people.words.shape)[known]]
    rates = (counts + PRIOR_PEOPLE * np.exp2(-bits[known].astype(np.float64))) / (bearers + PRIOR_PEOPLE)
    bits[known] = np.clip(-np.log2(rates), FEWEST_BITS, MOST_BITS)
    return bits.astype(np.float32)


def _counts(keys: Ints) -> Ints:
    """How often each key occurs, by place."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    sizes = np.diff(np.append(starts, len(ordered)))
    found = np.empty(len(keys), dtype=np.int64)
    found[order] = np.repeat(sizes, sizes)
    return found
