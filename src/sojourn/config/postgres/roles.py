"""The two roles: the owner, who holds the tables, and the app role, whom row security binds."""

from __future__ import annotations

import psycopg
from psycopg import sql

from sojourn.config.home import ensure_home
from sojourn.config.postgres.addresses import APP_ROLE, BY_SET_ROLE, Addresses
from sojourn.config.postgres.login import Login
from sojourn.config.trouble import Trouble

Connection = psycopg.Connection[tuple[object, ...]]


def connect(login: Login) -> Connection:
    """Open a connection that commits each statement; raise Trouble, without the password, when it's refused."""
    try:
        return psycopg.connect(login.dsn(connect_timeout="10"), autocommit=True)
    except psycopg.OperationalError as error:
        raise Trouble(
            f"The database '{login.dbname}' on '{login.host or 'this machine'}' doesn't let '{login.user}' in:",
            *str(error).strip().splitlines()[-1:],
            "A new database is made by:  sojourn migrate",
            "Else look at DATABASE_URL, and whether the server runs.",
        ) from error


def prepare(where: Addresses) -> None:
    """Make the app role if it is ours to make, and give it rights on tables not yet made. Repeatable.

    Rights come as defaults for new tables, before the first migration, so that what a migration takes away
    (an append-only table's UPDATE) is never given back later.
    """
    with connect(where.owner) as owner:
        if where.app_is_ours:
            _ensure_app_role(owner, where)
        _grant(owner, where.app.user if not where.app_is_ours else APP_ROLE, where.owner.dbname)


def check_app(login: Login) -> None:
    """Raise Trouble when the connection that serves pages could get round row security."""
    with connect(login) as app:
        (role, powerful) = one_row(
            app, "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        (owned,) = one_row(
            app,
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')"
            " AND pg_has_role(current_user, c.relowner, 'USAGE')",
        )
    if powerful or owned:
        raise Trouble(
            f"The database role '{role}' can get round the rules on who sees which row, so nothing is served with it.",
            "DATABASE_URL must name a role that is no superuser, has no BYPASSRLS and owns no table;",
            "SOJOURN_OWNER_DATABASE_URL names the one that owns the tables. Or give only the owner's address as",
            "DATABASE_URL: `sojourn migrate` then makes a role for the pages itself.",
        )


def one_row(connection: Connection, statement: str) -> tuple[object, ...]:
    """Return the only row of `statement`; raise LookupError when there is none."""
    row = connection.execute(statement.encode()).fetchone()
    if row is None:
        raise LookupError(statement)
    return row


def _ensure_app_role(owner: Connection, where: Addresses) -> None:
    found = owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE]).fetchone()
    password = sql.SQL("PASSWORD {}").format(where.app.password) if where.app.password else sql.SQL("")
    if not found:
        make = "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION {}"
        owner.execute(sql.SQL(make).format(sql.Identifier(APP_ROLE), password))
    if where.embedded or where.app.more.get("options"):
        return
    if not _lets_in(where.app):
        if found and not _is_used_elsewhere(owner):
            owner.execute(sql.SQL("ALTER ROLE {} {}").format(sql.Identifier(APP_ROLE), password))
        if not _lets_in(where.app):
            _take_on(owner, found=bool(found))


def _lets_in(login: Login) -> bool:
    try:
        psycopg.connect(login.dsn(connect_timeout="10")).close()
    except psycopg.OperationalError:
        return False
    return True


def _is_used_elsewhere(owner: Connection) -> bool:
    """Say whether another database of the server has granted something to the app role."""
    found = owner.execute(
        "SELECT 1 FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid JOIN pg_database d ON d.oid = s.dbid"
        " WHERE r.rolname = %s AND d.datname <> current_database()",
        [APP_ROLE],
    ).fetchone()
    return bool(found)


def _take_on(owner: Connection, *, found: bool) -> None:
    """Let the owner's sign-in take on the app role, where the server lets no one in by password."""
    if found and _is_used_elsewhere(owner):
        raise Trouble(
            f"The server already has a role '{APP_ROLE}' of another installation, with another password.",
            "Give its password:  SOJOURN_APP_PASSWORD=…",
        )
    owner.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(APP_ROLE)))
    (ensure_home() / BY_SET_ROLE).touch(mode=0o600)


def _grant(owner: Connection, app: str, dbname: str) -> None:
    for statement in (
        "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {app}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}",
    ):
        owner.execute(sql.SQL(statement).format(database=sql.Identifier(dbname), app=sql.Identifier(app)))
