"""The engines: our keys, pg_trgm on a system PostgreSQL, and rapidfuzz over everybody."""

from __future__ import annotations

import os
import pwd
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from bench.searching.asking import Asked
from psycopg.types.json import Jsonb
from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.process import cdist

from sojourn.matching.keys import Step
from sojourn.matching.names import read_name
from sojourn.matching.search import find, query_keys

Engine = Callable[[Asked], list[str]]
MOST = 20
_LOOK_UP = "SELECT who, said FROM people_asked(%s, %s)"
SYSTEM = Path("/usr/lib/postgresql")


def ours(connection: psycopg.Connection[tuple[object, ...]]) -> Engine:
    """Look keys up step by step and rank (`sojourn.matching.search`)."""

    def look_up(step: Step, limit: int) -> list[tuple[str, str]]:
        asks = Jsonb([[list(keys) for keys in ask] for ask in step])
        return connection.execute(_LOOK_UP, [asks, limit]).fetchall()  # type: ignore[return-value]

    return lambda asked: [hit.id for hit in find(query_keys(asked.text), look_up, MOST)]


def trigrams(connection: psycopg.Connection[tuple[object, ...]]) -> Engine:
    """The nearest romanised names by pg_trgm; the birth is not used."""

    def ask(asked: Asked) -> list[str]:
        name = read_name(_name(asked)).roman
        query = "SELECT id FROM people WHERE name %% %s ORDER BY similarity(name, %s) DESC LIMIT %s"
        return [str(row[0]) for row in connection.execute(query, [name, name, MOST]).fetchall()]

    return ask


def brute(ids: list[str], names: list[str]) -> Engine:
    """rapidfuzz over all romanised names; the birth is not used."""

    def ask(asked: Asked) -> list[str]:
        alike = cdist([read_name(_name(asked)).roman], names, scorer=token_sort_ratio, workers=2)[0]
        best = alike.argpartition(-MOST)[-MOST:]
        return [ids[at] for at in best.tolist()]

    return ask


def _name(asked: Asked) -> str:
    return asked.row["full_name"] or f"{asked.row['given_name']} {asked.row['family_name']}"


@contextmanager
def system_server() -> Iterator[psycopg.Connection[tuple[object, ...]] | None]:
    """Start a throw-away server of the system's PostgreSQL that has pg_trgm; None where there is none."""
    folders = sorted(SYSTEM.glob("*/bin"), reverse=True)
    if not folders:
        yield None
        return
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        place = Path(folder) / "cluster"
        place.mkdir()
        if os.geteuid() == 0:
            os.chown(place, pwd.getpwnam(user).pw_uid, -1)
        _program(folders[0] / "initdb", user, "-D", str(place), "-U", "bench", "--auth=trust", "-E", "UTF8")
        options = f"-k {place} -c listen_addresses= -c fsync=off -c shared_buffers=256MB"
        _program(folders[0] / "pg_ctl", user, "-D", str(place), "-w", "-o", options, "-l", str(place / "log"), "start")
        try:
            with psycopg.connect(host=str(place), user="bench", dbname="postgres", autocommit=True) as connection:
                connection.execute("CREATE EXTENSION pg_trgm")
                yield connection
        finally:
            _program(folders[0] / "pg_ctl", user, "-D", str(place), "-m", "immediate", "stop")


def _program(path: Path, user: str, *words: str) -> None:
    as_user = {"user": user} if os.geteuid() == 0 else {}
    subprocess.run([str(path), *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_user)  # type: ignore[call-overload]
