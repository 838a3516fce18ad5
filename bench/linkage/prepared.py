"""The columns Splink is given: the same words, romanised forms, skeletons and codes as Sojourn's engine reads.

`python -m bench.linkage.prepared PEOPLE OUT` writes them once; the time is not counted for either engine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.matching.dedupe.coding_table import people_in
from sojourn.matching.dedupe.keyed import day_of, year_of
from sojourn.matching.dedupe.people import People
from sojourn.matching.dedupe.reading_table import open_people
from sojourn.matching.evaluate.truth import numbered

WORDS = 3


def main() -> None:
    """Write the columns."""
    table = open_people(Path(sys.argv[1]))
    people = people_in(table.columns, table.size)
    entities = numbered(table.columns["entity"][0].to_pylist())
    pq.write_table(pa.table(_columns(people, entities)), sys.argv[2], compression="zstd")


def _columns(people: People, entities: np.ndarray) -> dict[str, pa.Array]:
    tokens = people.tokens
    found: dict[str, pa.Array] = {"unique_id": pa.array(np.arange(people.size)), "entity": pa.array(entities)}
    for place in range(WORDS):
        numbers = people.words[place] if place < len(people.words) else np.full(people.size, people.nobody)
        found[f"roman_{place + 1}"] = _texts(numbers, people, lambda at: tokens.word(at).roman)
        found[f"skeleton_{place + 1}"] = _texts(numbers, people, lambda at: tokens.word(at).skeleton)
    found["born_on"] = _known(day_of(people))
    found["birth_year"] = _known(year_of(people))
    found["sex"] = _known(people.sex.astype(np.uint64))
    for field in ("nationality", "phone", "document", "place"):
        found[field] = _known(people.sets[field][0])
    found["keys"] = _keys(people)
    return found


def _texts(numbers: np.ndarray, people: People, form: Callable[[int], str]) -> pa.Array:
    """A form of each word, shared by a dictionary; null where there is no word."""
    forms = pa.array([form(at) for at in range(len(people.tokens))], pa.string())
    taken = pa.array(np.where(numbers < len(forms), numbers, 0), mask=numbers >= len(forms))
    return forms.take(taken)


def _known(codes: np.ndarray) -> pa.Array:
    return pa.array(codes.astype(np.int64), mask=codes == 0)


def _keys(people: People) -> pa.Array:
    """Our keys of the kinds that need no capping: two words and year, word and day, word, year and country, numbers."""
    year, day = year_of(people).tolist(), day_of(people).tolist()
    country = people.sets["nationality"][0].tolist()
    phone, document = people.sets["phone"][0].tolist(), people.sets["document"][0].tolist()
    skeletons = [people.tokens.word(at).skeleton for at in range(len(people.tokens))]
    known = len(skeletons)
    found = []
    for row, numbers in enumerate(people.words[:4].T.tolist()):
        words = [skeletons[at] for at in numbers if at < known]
        keys = {f"n{a}|{b}|{year[row]}" for a, b in combinations(sorted(words), 2)}
        if day[row]:
            keys |= {f"b{word}|{day[row]}" for word in words}
        if year[row]:
            keys |= {f"v{word}|{year[row]}|{country[row]}" for word in words}
        keys |= {f"p{phone[row]}"} if phone[row] else set()
        keys |= {f"d{document[row]}"} if document[row] else set()
        found.append(sorted(keys))
    return pa.array(found, pa.list_(pa.string()))


if __name__ == "__main__":
    main()
