"""How many searches anybody could answer: where more than twenty people bear just what was typed, nobody can tell."""

from __future__ import annotations

import psycopg
from bench.searching.asking import Asked

from sojourn.matching.search import query_keys

MOST = 20
# Who bears every word typed, spelt just so once romanised, and was born in the year typed, if one was.
_BEARERS = """
SELECT count(DISTINCT entity), coalesce(bool_or(entity = %(entity)s), false)
FROM people WHERE keys @> %(keys)s AND string_to_array(name, ' ') @> %(words)s
"""


def chance(asked: Asked, connection: psycopg.Connection[tuple[object, ...]]) -> tuple[bool, float]:
    """Whether more than 20 people bear just what was typed, and the chance that an oracle puts the right one among 20.

    The oracle finds everybody and orders those who fit equally well at random; who fits less well comes after them.
    """
    query = query_keys(asked.text)
    words = [word.roman for word in query.words]
    years = {f"a:{birth.earliest[0]}" for birth in query.births if birth.earliest[0] == birth.latest[0]}
    keys = [f"w:{word.skeleton}" for word in query.words] + (list(years) if len(years) == 1 else [])
    given = {"entity": asked.entity, "keys": keys, "words": words}
    row = connection.execute(_BEARERS, given).fetchone() if words else None
    bearers, is_one = (int(str(row[0])), bool(row[1])) if row else (0, False)
    if bearers <= MOST:
        return False, 1.0
    return True, MOST / bearers if is_one else 0.0
