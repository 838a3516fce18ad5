"""People with their keys and cards in PostgreSQL: copied, then indexed with core GIN on `text[]`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from sojourn.matching.dedupe.coding_table import people_in
from sojourn.matching.dedupe.people import People
from sojourn.matching.dedupe.reading_table import open_people
from sojourn.matching.keys import keys_of_traits
from sojourn.matching.search import card_of_traits
from sojourn.matching.traits import BirthTrait, Traits, Word

MAKE = "CREATE UNLOGGED TABLE people (id text, entity text, name text, keys text[], card text)"
# The application's function without its policy (see the migrations of `sojourn.subjects`).
SETS = " ".join(
    f"WHEN {sets} THEN RETURN QUERY SELECT p.id, p.card FROM people p WHERE "  # noqa: S608 - ours
    + " AND ".join(f"p.keys && k{number}" for number in range(1, sets + 1))
    + " LIMIT most;"
    for sets in (1, 2, 3)
)
ASK = f"""
CREATE FUNCTION people_asked(asks jsonb, most int) RETURNS TABLE (who text, said text)
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    ask jsonb; sets int; k1 text[]; k2 text[]; k3 text[];
BEGIN
    FOR ask IN SELECT jsonb_array_elements(asks) LOOP
        sets := jsonb_array_length(ask);
        k1 := ARRAY(SELECT jsonb_array_elements_text(ask -> 0));
        k2 := CASE WHEN sets > 1 THEN ARRAY(SELECT jsonb_array_elements_text(ask -> 1)) END;
        k3 := CASE WHEN sets > 2 THEN ARRAY(SELECT jsonb_array_elements_text(ask -> 2)) END;
        CASE sets {SETS} END CASE;
    END LOOP;
END $$
"""
_NONE: frozenset[str] = frozenset()


def load(path: Path, connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, float]:
    """Copy a file of people and index them; return seconds by step and the size of the index in MB."""
    began = time.perf_counter()
    table = open_people(path)
    ids, entities = (table.columns[field][0].to_pylist() for field in ("id", "entity"))
    people = people_in(table.columns, table.size)
    connection.execute(MAKE)
    with connection.cursor().copy("COPY people FROM STDIN") as copy:
        for row, traits in enumerate(traits_in(people, table.columns["phone"][0].to_pylist())):
            name = " ".join(word.roman for word in traits.pools[0])
            copy.write_row((ids[row], entities[row], name, sorted(keys_of_traits(traits)), card_of_traits(traits)))
    copied = time.perf_counter()
    connection.execute("SET maintenance_work_mem = '512MB'")
    connection.execute("CREATE INDEX people_keys ON people USING gin (keys) WITH (fastupdate = off)")
    connection.execute("ANALYZE people")
    connection.execute(ASK)
    indexed = time.perf_counter()
    size = connection.execute("SELECT pg_relation_size('people_keys') / 1048576.0").fetchone()
    return {"copy s": copied - began, "index s": indexed - copied, "index MB": float(str(size[0])) if size else 0.0}


def traits_in(people: People, phones: list[str | None]) -> Iterator[Traits]:
    """Yield each person as keys and cards need it."""
    words: list[Word] = [people.tokens.word(at) for at in range(len(people.tokens))]
    births = people.births
    columns = zip(
        people.words.T.tolist(), births.earliest.tolist(), births.latest.tolist(),
        births.exact.tolist(), phones, strict=True,
    )  # fmt: skip
    for numbers, first, last, exact, phone in columns:
        pool = tuple(words[at] for at in numbers if at < len(words))
        birth = (BirthTrait(_day(first), _day(last), first == last and not exact),) if first else ()
        digits = "".join(char for char in phone or "" if char.isdigit())[-9:]
        known = frozenset([digits] if digits else [])
        yield Traits((pool,), birth, "", _NONE, _NONE, known, _NONE, _NONE, ())


def _day(number: int) -> tuple[int, int, int]:
    return number // 10000, number // 100 % 100, number % 100
