"""A reference without a foreign key has its checks in the database, and its parent outlasts it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models

pytestmark = pytest.mark.django_db

UNKEYED = [
    pytest.param(field, id=f"{model._meta.db_table}.{field.column}")
    for model in apps.get_models()
    if model.__module__.startswith("sojourn.")
    for field in model._meta.concrete_fields
    if isinstance(field, models.ForeignKey) and not field.db_constraint
]


def answer(statement: str, *words: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, words)
        return cursor.fetchone()[0]


def test_there_are_such_references() -> None:
    assert UNKEYED


@pytest.mark.parametrize("field", UNKEYED)
def test_it_is_checked_where_rows_come_change_and_end(field: models.ForeignKey) -> None:
    child, parent = field.model._meta.db_table, field.related_model._meta.db_table
    name = f"{child}_{field.column}"
    found = answer(
        "SELECT array_agg(tgname || ' on ' || tgrelid::regclass || ' ' || tgenabled::text ORDER BY 1) FROM pg_trigger"
        " WHERE tgname LIKE %s",
        name.replace("_", r"\_") + r"\_%",
    )

    assert set(found or []) == {
        f"{name}_added on {child} O", f"{name}_changed on {child} O", f"{name}_ended on {parent} O",
    }  # fmt: skip


@pytest.mark.parametrize("field", UNKEYED)
def test_nobody_takes_its_parent_away(field: models.ForeignKey) -> None:
    parent = field.related_model._meta.db_table

    assert not answer("SELECT has_table_privilege(%s, 'DELETE')", parent)
    assert answer("SELECT count(*) FROM pg_trigger WHERE tgname = %s", f"{parent}_same_key") == 1
