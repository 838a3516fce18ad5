"""Bring the database to the present shape, as its owner."""

from __future__ import annotations

from sojourn.config.postgres.addresses import Addresses
from sojourn.config.postgres.ready import ensure_database
from sojourn.config.postgres.roles import check_app
from sojourn.config.start import start_django
from sojourn.config.trouble import Trouble


def migrate(*, verbosity: int = 0) -> Addresses:
    """Make the database if needed, run every migration, and see that the app role is bound by row security."""
    where = ensure_database()
    start_django()

    from django.core.management import call_command

    call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
    call_command("createcachetable", database="owner", verbosity=verbosity)
    check_app(where.app)
    return where


def see_that_it_is_ready() -> None:
    """Make Django ready for serving; raise Trouble while migrations wait or the app role isn't bound."""
    where = start_django()
    check_app(where.app)
    if waiting := unapplied():
        raise Trouble(
            f"The database waits for {len(waiting)} migrations, {waiting[0]} first.", "Run them:  sojourn migrate"
        )


def unapplied() -> list[str]:
    """Return the names of migrations that wait, `app.name` each; Django must be ready."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
