"""A scratch database beside the working one: for stories, migrated once per shape of the code, and kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg import sql

import sojourn
from sojourn.config.postgres.addresses import Addresses
from sojourn.config.postgres.roles import connect, prepare
from sojourn.config.start import start_django
from sojourn.config.trouble import Trouble

PREFIX = "sojourn_scratch_stories_"
MAKING = 7052
SOURCE = Path(sojourn.__file__).parent
READ_BY_MIGRATIONS = ("*/migrations/**/*.py", "protection/**/*.py", "audit/**/*.py", "config/settings/apps.py")


def scratch_database() -> None:
    """Make Django ready on the scratch database, making that first if needed; raise Trouble when it can't be made."""
    where = start_django()
    name = PREFIX + _shape()
    with connect(where.owner.at("postgres")) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [MAKING])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _make(server, where, name)
    _point_django_at(name)


def _make(server: psycopg.Connection[tuple[object, ...]], where: Addresses, name: str) -> None:
    from django.core.management import call_command

    draft = f"{name}_new"
    try:
        for old in _older(server):
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(old)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
    except psycopg.errors.InsufficientPrivilege as error:
        raise Trouble(
            f"Stories are played in a database of their own, and '{where.owner.user}' may not make one.",
            f"Let it:  ALTER ROLE {where.owner.user} CREATEDB",
        ) from error
    prepare(replace(where, owner=where.owner.at(draft), app=where.app.at(draft)))
    _point_django_at(draft)
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    _close()
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name)))


def _older(server: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    rows = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]).fetchall()
    return [str(name) for (name,) in rows]


def _point_django_at(name: str) -> None:
    from django.db import connections

    _close()
    for alias in ("default", "owner"):
        connections.settings[alias]["NAME"] = name


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _shape() -> str:
    """A short word that changes with any migration, with what migrations call, and with Django."""
    digest = hashlib.sha256(f"{version('django')} {version('django-allauth')}".encode())
    for path in sorted(path for pattern in READ_BY_MIGRATIONS for path in SOURCE.glob(pattern)):
        digest.update(str(path.relative_to(SOURCE)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
