"""Row-level security for rooms' migrations: the office and compartment rule, repeated below the application.

The owner of the tables isn't bound (only migrate, backup and restore run as the owner); the app role always is.
Each setting is read once per statement, by a sub-select that the planner runs first, so that indexes still serve.
Behind such a policy only leak-proof operators can use an index (`=` on uuid and text can; LIKE, `@>`, `&&` can't):
search by keys kept in their own table, compared with `=`.
"""

from __future__ import annotations

import re

from django.db import migrations

_NAME = re.compile(r"^[a-z_][a-z0-9_]{0,62}$")


def row_security(
    table: str, office: str = "office_id", co_office: str | None = None, compartment: str = "compartment"
) -> migrations.RunSQL:
    """Show and accept a row only in the viewer's offices, and, where sealed, only with the compartment held there."""
    return _policies(table, {"in_scope": ("ALL", scope_rule(office, co_office, compartment))})


def row_security_of_facts(
    table: str, office: str = "office_id", co_office: str | None = None, compartment: str = "compartment"
) -> migrations.RunSQL:
    """Like `row_security`; and whoever may count a whole office or region may read, never write, its rows."""
    counted = [
        f"({name}, {compartment}) IN (SELECT office, compartment FROM sojourn_statistics())"  # noqa: S608 - checked
        for name in _names(office, co_office, compartment)
    ]
    return _policies(
        table,
        {
            "in_scope": ("ALL", scope_rule(office, co_office, compartment)),
            "counted": ("SELECT", " OR ".join(counted)),
        },
    )


def row_security_of_figures(table: str, *offices: str) -> migrations.RunSQL:
    """Show and accept a row exactly where the viewer may read figures of one of its offices; nothing here is sealed."""
    _checked(*offices)
    rules = [f"({name}, '') IN (SELECT office, compartment FROM sojourn_statistics())" for name in offices]  # noqa: S608 - checked
    return _policies(table, {"counted": ("ALL", " OR ".join(rules))})


def row_security_through(table: str, parent: str, key: str, parent_key: str = "id") -> migrations.RunSQL:
    """Show and accept a row exactly when its parent's row is in scope; the parent has row security of its own."""
    return _policies(table, {"with_parent": ("ALL", _exists(table, parent, key, parent_key))})


def seen_through(table: str, link: str, key: str, own_key: str = "id") -> migrations.RunSQL:
    """Show, besides what another policy shows, rows that a visible row of `link` names in its column `key`.

    For a later room that widens an earlier one's table: a person's row is seen by the office that receives their case.
    """
    _checked(table, link, key, own_key)
    rule = f"EXISTS (SELECT 1 FROM {link} link WHERE link.{key} = {table}.{own_key})"  # noqa: S608 - checked
    return _policies(table, {f"by_{link}"[:63]: ("SELECT", rule)}, enable=False)


def row_security_own(table: str, user: str = "user_id") -> migrations.RunSQL:
    """Narrow to the viewer's own rows, whatever else another policy shows."""
    _checked(table, user)
    rule = f"{user}::text = (SELECT sojourn_viewer())"
    return _policies(table, {"own": ("ALL", rule)}, kind="RESTRICTIVE")


def append_only(table: str) -> migrations.RunSQL:
    """Take UPDATE, DELETE and TRUNCATE from every role but the owner."""
    _checked(table)
    return migrations.RunSQL(_TAKE.format(table=table), migrations.RunSQL.noop)


def scope_rule(office: str = "office_id", co_office: str | None = None, compartment: str = "compartment") -> str:
    """The condition itself, as SQL over the row's columns."""
    return " OR ".join(
        f"({name} = ANY ((SELECT sojourn_offices())::uuid[]) AND ({compartment} = ''"
        f" OR ({name}::text || '/' || {compartment}) = ANY ((SELECT sojourn_seals())::text[])))"
        for name in _names(office, co_office, compartment)
    )


def _names(office: str, co_office: str | None, compartment: str) -> list[str]:
    names = [name for name in (office, co_office) if name]
    _checked(compartment, *names)
    return names


def _exists(table: str, parent: str, key: str, parent_key: str) -> str:
    _checked(table, parent, key, parent_key)
    return f"EXISTS (SELECT 1 FROM {parent} parent WHERE parent.{parent_key} = {table}.{key})"  # noqa: S608 - checked


def _policies(
    table: str, rules: dict[str, tuple[str, str]], *, kind: str = "PERMISSIVE", enable: bool = True
) -> migrations.RunSQL:
    _checked(table)
    make = [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"] if enable else []
    unmake = []
    for name, (command, rule) in rules.items():
        check = "" if command == "SELECT" else f" WITH CHECK ({rule})"
        make.append(f"CREATE POLICY {name} ON {table} AS {kind} FOR {command} USING ({rule}){check}")
        unmake.append(f"DROP POLICY {name} ON {table}")
    return migrations.RunSQL(make, unmake)


def _checked(*names: str) -> None:
    for name in names:
        if not _NAME.match(name):
            raise ValueError(f"{name!r} is no plain name of a table or column")


_TAKE = """
DO $$
DECLARE
    held record;
BEGIN
    FOR held IN
        SELECT DISTINCT a.grantee::regrole AS role
        FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid = '{table}'::regclass AND a.grantee NOT IN (0, c.relowner)
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM %s', held.role);
    END LOOP;
    REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM PUBLIC;
END
$$
"""
