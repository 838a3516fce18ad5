"""A reference checked once for a statement holds as a foreign key does: nothing points to nothing, ever."""

from __future__ import annotations

import psycopg
import pytest

from sojourn.protection.references import lasting, reference

PARTS = {"one": "00000000-0000-7000-8000-000000000001", "two": "00000000-0000-7000-8000-000000000002"}


@pytest.fixture(scope="module")
def tables(pg_dsn):
    """Two tables joined by such a reference, and a role that may write both."""
    with psycopg.connect(pg_dsn) as owner:
        owner.execute("CREATE TABLE place (id uuid PRIMARY KEY)")
        owner.execute("CREATE TABLE visit (number int PRIMARY KEY, place_id uuid, word text)")
        owner.execute("DROP ROLE IF EXISTS sojourn_test_writer")
        owner.execute("CREATE ROLE sojourn_test_writer")
        owner.execute("GRANT ALL ON place, visit TO sojourn_test_writer")
        for statement in (*lasting("place").sql, *reference("visit", "place_id", "place").sql):
            owner.execute(statement)
    yield pg_dsn
    with psycopg.connect(pg_dsn) as owner:
        owner.execute("DROP TABLE visit, place CASCADE")
        owner.execute("DROP ROLE sojourn_test_writer")


@pytest.fixture
def owner(tables):
    """A session that is rolled back, with one place and one visit of it."""
    with psycopg.connect(tables) as session:
        session.execute("INSERT INTO place VALUES (%(one)s), (%(two)s)", PARTS)
        session.execute("INSERT INTO visit VALUES (1, %(one)s, 'a'), (2, NULL, 'b')", PARTS)
        yield session
        session.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO visit SELECT n, %(one)s, 'x' FROM generate_series(3, 9) n UNION SELECT 10, gen_random_uuid(), 'x'",
        "UPDATE visit SET place_id = gen_random_uuid() WHERE number = 2",
        "DELETE FROM place",
        "UPDATE place SET id = gen_random_uuid() WHERE id = %(one)s",
    ],
)
def test_what_would_point_to_nothing_is_refused(owner, statement):
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        owner.execute(statement, PARTS)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO visit SELECT n, %(two)s, 'x' FROM generate_series(3, 9) n",
        "INSERT INTO visit VALUES (3, NULL, 'nowhere')",
        "UPDATE visit SET place_id = %(two)s",
        "UPDATE visit SET place_id = NULL, word = 'c'",
        "DELETE FROM place WHERE id = %(two)s",
        "DELETE FROM visit",
    ],
)
def test_whatever_points_to_something_passes(owner, statement):
    owner.execute(statement, PARTS)


def test_only_the_owner_ends_what_others_point_to(owner):
    owner.execute("SET LOCAL ROLE sojourn_test_writer")
    owner.execute("INSERT INTO visit VALUES (3, %(two)s, 'x')", PARTS)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute("DELETE FROM place WHERE id = %(two)s", PARTS)


@pytest.mark.parametrize("name", ['visit"', "Visit", "visit; drop", ""])
def test_only_plain_names_are_taken(name):
    with pytest.raises(ValueError, match="plain name"):
        reference(name, "place_id", "place")
    with pytest.raises(ValueError, match="plain name"):
        lasting(name)
