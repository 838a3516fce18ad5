"""Every table of ours is behind row security, except those needed to know who is looking."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

# Each with its reason. A new table doesn't belong here unless it holds nobody's case and is read before sign-in.
OPEN = {
    "accounts_office": "names of places",
    "accounts_posting": "read to know who is looking",
    "accounts_signinfailures": "read before anybody is signed in",
    "accounts_user": "read before anybody is signed in",
}

pytestmark = pytest.mark.django_db


def rows(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_every_table_is_guarded() -> None:
    ours = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("sojourn.")}
    unguarded = {
        name for (name,) in rows("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relrowsecurity")
    }

    assert ours & unguarded == set(OPEN)


def test_every_guarded_table_lets_somebody_in() -> None:
    """Row security without a policy shows nothing to anybody: a table that was forgotten half-way."""
    bare = rows(
        "SELECT c.relname FROM pg_class c WHERE c.relrowsecurity"
        " AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive)"
    )

    assert bare == []


def test_the_app_role_is_bound() -> None:
    ((superuser, bypasses),) = rows("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    owned = rows(
        "SELECT relname FROM pg_class WHERE pg_has_role(current_user, relowner, 'USAGE') AND relkind IN ('r','p')"
    )

    assert (superuser, bypasses, owned) == (False, False, [])


def test_nobody_but_the_owner_makes_functions_that_run_with_the_owners_rights() -> None:
    definers = {
        name
        for (name,) in rows(
            "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE p.prosecdef AND n.nspname = 'public'"
        )
    }
    fixed_path = {
        name for (name,) in rows("SELECT proname FROM pg_proc WHERE prosecdef AND proconfig::text LIKE '%search_path%'")
    }
    ((may_create,),) = rows("SELECT has_schema_privilege(current_user, 'public', 'CREATE')")

    assert {"audit_append", "audit_begin"} <= definers
    assert definers <= fixed_path, "a function with the owner's rights must not be led astray by a search path"
    assert not may_create
