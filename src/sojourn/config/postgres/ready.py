"""Make the database there: the server running, the database made, its roles prepared."""

from __future__ import annotations

from functools import cache

import psycopg
from psycopg import sql

from sojourn.config.home import ensure_home
from sojourn.config.postgres.addresses import Addresses, addresses
from sojourn.config.postgres.cluster import Cluster
from sojourn.config.postgres.login import Login
from sojourn.config.postgres.roles import prepare


@cache
def embedded_cluster() -> Cluster:
    """Return this process's hold on the embedded server."""
    return Cluster(ensure_home())


def ensure_server() -> Addresses:
    """Start the embedded server if it is the one we use; return where the database is."""
    where = addresses()
    if where.embedded:
        embedded_cluster().ensure_running()
    return where


def ensure_database() -> Addresses:
    """Make database and roles as well; return where they are. May run any number of times."""
    where = ensure_server()
    if where.embedded:
        make_database(where.owner)
    prepare(where)
    return addresses()


def make_database(owner: Login) -> None:
    """Make `owner`'s database on its server unless it is there."""
    with psycopg.connect(owner.at("postgres").dsn(), autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [owner.dbname]).fetchone():
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(owner.dbname)))
