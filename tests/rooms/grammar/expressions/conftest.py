"""Connections to both databases for the tests that compare them with the closures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import psycopg
import pytest


@pytest.fixture(scope="session")
def postgresql(pg_dsn: str) -> Iterator[psycopg.Connection[Any]]:
    """An open connection to a scratch database."""
    with psycopg.connect(pg_dsn, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    """An open DuckDB in memory."""
    with duckdb.connect() as connection:
        yield connection
