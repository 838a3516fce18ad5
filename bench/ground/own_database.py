"""A database of a bench's own: made, migrated, given away, dropped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sojourn.config.settings")


@contextmanager
def own_database() -> Iterator[str]:
    """Make Django ready on a new database and yield the owner's way into it; it is dropped at the end."""
    import psycopg
    from django.core.management import call_command
    from django.db import connections

    from sojourn.config.postgres.ready import ensure_database, make_database
    from sojourn.config.postgres.roles import prepare
    from sojourn.config.start import start_django

    where = ensure_database()
    name = f"sojourn_bench_{os.getpid()}"
    bench = replace(where, owner=where.owner.at(name), app=where.app.at(name))
    make_database(bench.owner)
    prepare(bench)
    start_django()
    for alias in ("default", "owner"):
        connections.settings[alias]["NAME"] = name
    try:
        call_command("migrate", database="owner", interactive=False, verbosity=0)
        yield bench.owner.dsn()
    finally:
        connections.close_all()
        with psycopg.connect(where.owner.dsn(), autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
