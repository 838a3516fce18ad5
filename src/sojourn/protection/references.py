"""References checked once for a whole statement: what a foreign key promises, at a fraction of its price in bulk.

A foreign key asks for, and locks, the other row once for every row written: more than half of what an import costs the
database. Here one question is asked for all rows of a statement. Where a foreign key locks, rights are taken: nobody
but the owner of the tables deletes a row that others point to, so nothing can go between question and commit; and when
the owner does, the pointing rows are looked for. Say `db_constraint=False` in the model.
"""

from __future__ import annotations

import re

from django.db import migrations

_NAME = re.compile(r"^[a-z_][a-z0-9_]{0,50}$")
_DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"


def reference(table: str, column: str, parent: str) -> migrations.RunSQL:
    """Refuse a row whose `column` names no row of `parent`, and the end of a row of `parent` that one names."""
    for name in (table, column, parent):
        if not _NAME.match(name):
            raise ValueError(f"{name!r} is no plain name of a table or column")
    name = f"{table}_{column}"
    words = {"table": table, "column": column, "parent": parent, "name": name, "definer": _DEFINER}
    return migrations.RunSQL(
        [template.format(**words) for template in (*_ADDED, *_CHANGED, *_ENDED)],
        [f"DROP FUNCTION {name}_{part}() CASCADE" for part in ("added", "changed", "ended")],
    )


def lasting(table: str) -> migrations.RunSQL:
    """Let nobody but the owner delete rows of a table that others point to, and nobody change their keys."""
    if not _NAME.match(table):
        raise ValueError(f"{table!r} is no plain name of a table")
    return migrations.RunSQL(
        [_TAKE.format(table=table), *(one.format(table=table, definer=_DEFINER) for one in _SAME_KEY)],
        f"DROP FUNCTION {table}_same_key() CASCADE",
    )


_ASKS = """
CREATE FUNCTION {name}_%s() RETURNS trigger {definer} AS $$
BEGIN
    IF %s THEN
        RAISE EXCEPTION '{table}.{column} names a row that is not in {parent}'
            USING ERRCODE = 'foreign_key_violation', TABLE = '{table}', COLUMN = '{column}', CONSTRAINT = '{name}';
    END IF;
    RETURN NULL;
END
$$
"""
_MISSING = "NOT EXISTS (SELECT FROM {parent} p WHERE p.id = %s.{column})"
_ADDED = (
    _ASKS % ("added", f"EXISTS (SELECT FROM added a WHERE a.{{column}} IS NOT NULL AND {_MISSING % 'a'})"),
    """CREATE TRIGGER {name}_added AFTER INSERT ON {table} REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION {name}_added()""",
)
_CHANGED = (
    _ASKS % ("changed", _MISSING % "NEW"),
    """CREATE TRIGGER {name}_changed AFTER UPDATE OF {column} ON {table}
    FOR EACH ROW WHEN (NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
    EXECUTE FUNCTION {name}_changed()""",
)
_ENDED = (
    _ASKS % ("ended", "EXISTS (SELECT FROM ended e JOIN {table} t ON t.{column} = e.id)"),
    """CREATE TRIGGER {name}_ended AFTER DELETE ON {parent} REFERENCING OLD TABLE AS ended
    FOR EACH STATEMENT EXECUTE FUNCTION {name}_ended()""",
)
_SAME_KEY = (
    """
CREATE FUNCTION {table}_same_key() RETURNS trigger {definer} AS $$
BEGIN
    RAISE EXCEPTION 'the key of a row of {table} stays the same' USING ERRCODE = 'foreign_key_violation';
END
$$
""",
    """CREATE TRIGGER {table}_same_key BEFORE UPDATE OF id ON {table}
    FOR EACH ROW WHEN (NEW.id <> OLD.id) EXECUTE FUNCTION {table}_same_key()""",
)
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
        EXECUTE format('REVOKE DELETE, TRUNCATE ON {table} FROM %s', held.role);
    END LOOP;
    REVOKE DELETE, TRUNCATE ON {table} FROM PUBLIC;
END
$$
"""
