"""Read all rows of a case in one question to the database, instead of one per table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models

from sojourn.cases.models import Case, Member
from sojourn.subjects.models import Person, Subject

Row = Mapping[str, Any]


def read_at_once(case: Case, tables: Mapping[str, tuple[type[models.Model], str]]) -> dict[str, list[Any]]:
    """Return the rows of each table (a model and how its rows are ordered), and the members with their persons."""
    names = list(tables)
    parts = [_listed(model, order) for model, order in tables.values()] + [_MEMBERS, _ENTRIES, _SIGNED]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", [case.pk] * len(parts))
        *lists, members, entries, signed = (_parsed(found) for found in cursor.fetchone())
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


def _parsed(found: Any) -> list[Any]:
    return json.loads(found) if isinstance(found, str) else found or []


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
