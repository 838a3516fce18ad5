"""Two probe tables behind row security, made by the owner and read by the app role, as a room's migrations would."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from sojourn.accounts.actions import add_office
from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Post, Viewer
from sojourn.kernel.ids import new_id
from sojourn.protection.rls import append_only, row_security, row_security_of_facts, row_security_through

MAKE = """
CREATE TABLE probe_case (
    id uuid PRIMARY KEY, office_id uuid NOT NULL, receiving_office_id uuid, compartment text NOT NULL DEFAULT '', n int
);
CREATE INDEX probe_of_office ON probe_case (office_id, n);
CREATE INDEX probe_received ON probe_case (receiving_office_id, n);
CREATE TABLE probe_entry (id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES probe_case);
CREATE INDEX probe_entry_of_case ON probe_entry (case_id);
CREATE TABLE probe_fact (
    case_id uuid PRIMARY KEY, office_id uuid NOT NULL, receiving_office_id uuid, compartment text NOT NULL DEFAULT ''
);
"""


@pytest.fixture
def probes(transactional_db: None, owner_dsn: str) -> Iterator[psycopg.Connection]:
    """The owner's connection, with the probe tables there for the length of the test."""
    rules = [
        row_security("probe_case", co_office="receiving_office_id"),
        row_security_through("probe_entry", "probe_case", "case_id"),
        row_security_of_facts("probe_fact", co_office="receiving_office_id"),
        append_only("probe_entry"),
    ]
    with psycopg.connect(owner_dsn, autocommit=True) as owner:
        owner.execute(MAKE)
        for rule in rules:
            for statement in rule.sql if isinstance(rule.sql, list) else [rule.sql]:
                owner.execute(statement)
        yield owner
        connection.close()
        owner.execute("DROP TABLE probe_entry, probe_fact, probe_case")


@pytest.fixture
def offices(transactional_db: None) -> tuple[Office, Office]:
    """Two offices."""
    by = Viewer.machine("test", [])
    return (
        add_office(code="ber", name="Berlin", country="DEU", by=by),
        add_office(code="tbs", name="Tbilisi", country="GEO", by=by),
    )


def viewer(office: Office, role: str = "counsellor", *held: str, region: frozenset[UUID] = frozenset()) -> Viewer:
    """A viewer with one post, holding these compartments."""
    return Viewer(new_id(), "Testperson Alder", "en", (Post(office.id, office.code, role, frozenset(held), region),))


def add_case(
    owner: psycopg.Connection, office: Office, *, receiving: Office | None = None, compartment: str = ""
) -> UUID:
    """A case with one entry and one fact, as the owner writes it."""
    case, other = new_id(), receiving.id if receiving else None
    owner.execute("INSERT INTO probe_case VALUES (%s, %s, %s, %s, 1)", [case, office.id, other, compartment])
    owner.execute("INSERT INTO probe_entry VALUES (%s, %s)", [new_id(), case])
    owner.execute("INSERT INTO probe_fact VALUES (%s, %s, %s, %s)", [case, office.id, other, compartment])
    return case


def ids(table: str, column: str = "id") -> set[UUID]:
    """What the app role reads from a table now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return {row[0] for row in cursor.fetchall()}
