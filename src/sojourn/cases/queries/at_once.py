"""Read all rows of a case in one question to the database, instead of one per table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, models

from sojourn.cases.models import Case, Member
from sojourn.subjects.models import Person, Subject

Row = Mapping[str, Any]


def read_at_once(case: Case, tables: Mapping[str, tuple[type[models.Model], str]]) -> dict[str, list[Any]]:
    """Return the rows of each table (a model and how its rows are ordered), and the members with their persons."""
    names = list(tables)
    parts = [_listed(model, order) for model, order in tables.values()] + [_MEMBERS, _ENTRIES, _SIGNED]
    *lists, members, entries, signed = (found or [] for found in _asked(f"SELECT {', '.join(parts)}", case.pk))
    made = {name: [row_of(tables[name][0], row) for row in rows] for name, rows in zip(names, lists, strict=True)}
    return made | {"members": [_member(row) for row in members], "entries": entries, "signed": signed}


def row_of(model: type[models.Model], row: Row) -> Any:
    """Make a model's row of what PostgreSQL wrote as JSON."""
    attributes, readers = _reading(model)
    return model.from_db("default", attributes, [reader(row[column]) for column, reader in readers])


def _listed(model: type[models.Model], order: str) -> str:
    table = model._meta.db_table
    return f"(SELECT json_agg(t ORDER BY {order}) FROM {table} t WHERE t.case_id = %s)"  # noqa: S608 - our own names


_MEMBERS = """(
    SELECT json_agg(json_build_object('member', m, 'subject', s, 'person', p) ORDER BY m.position)
    FROM cases_member m JOIN subjects_subject s ON s.id = m.subject_id
    LEFT JOIN subjects_person p ON p.subject_id = s.id
    WHERE m.case_id = %s AND m.left_at IS NULL)"""
_ENTRIES = """(
    SELECT json_agg(e) FROM (
        SELECT DISTINCT ON (form, member_id) * FROM cases_entry WHERE case_id = %s
        ORDER BY form, member_id, revision DESC) e)"""
_SIGNED = """(
    SELECT json_agg(json_build_array(form, member_id, corrects, at, by) ORDER BY at, revision)
    FROM cases_entry WHERE case_id = %s)"""


def _asked(sql: str, key: UUID) -> tuple[Any, ...]:
    """Ask with a prepared statement: planning so many small questions takes longer than answering them."""
    connection.ensure_connection()
    # Django switches preparing off; its own cursors never prepare, so that this concerns nobody else.
    connection.connection.prepare_threshold = 0
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(sql.encode(), [key] * sql.count("%s"), prepare=True)
        row: tuple[Any, ...] | None = cursor.fetchone()
    assert row is not None
    return row


def _member(row: Row) -> Member:
    member: Member = row_of(Member, row["member"])
    member.subject = row_of(Subject, row["subject"])
    if row["person"] is not None:
        member.subject.person = row_of(Person, row["person"])
    return member


@cache
def _reading(model: type[models.Model]) -> tuple[list[str], list[tuple[str, Callable[[Any], Any]]]]:
    fields = model._meta.concrete_fields
    return [field.attname for field in fields], [(field.column, _reader(field)) for field in fields]


def _reader(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(kind, models.ForeignKey):
        return _reader(kind)
    for type_, read in _READERS:
        if isinstance(kind, type_):
            return lambda value: None if value is None else read(value)
    return lambda value: value


_READERS: tuple[tuple[type[models.Field[Any, Any]], Callable[[str], Any]], ...] = (
    (models.DateTimeField, datetime.fromisoformat),
    (models.DateField, date.fromisoformat),
    (models.UUIDField, UUID),
)
