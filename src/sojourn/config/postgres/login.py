"""One way into a database: server, database, role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from sojourn.config.trouble import Trouble


@dataclass(frozen=True)
class Login:
    """`more` holds libpq's other words (sslmode, options, …); an empty `password` means that none is sent."""

    dbname: str
    user: str
    host: str
    port: str = "5432"
    password: str = field(default="", repr=False)
    more: Mapping[str, str] = field(default_factory=dict)

    def dsn(self, **changes: str) -> str:
        """Return libpq's connection string, with `changes` (libpq's words) put over it."""
        words = {"dbname": self.dbname, "user": self.user, "host": self.host, "port": self.port, **self.more}
        if self.password:
            words["password"] = self.password
        return make_conninfo(**{**words, **changes})

    def at(self, dbname: str) -> Login:
        """Return the same way into another database of the server."""
        return replace(self, dbname=dbname)

    def for_django(self) -> dict[str, Any]:
        """Return an entry of Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.dbname,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": self.host,
            "PORT": self.port,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(self.more),
        }


def login_from(url: str, *, named: str) -> Login:
    """Read a `postgresql://…` address; raise Trouble, without repeating its password, when it can't be read."""
    try:
        words = {word: str(value) for word, value in conninfo_to_dict(url).items() if value is not None}
    except Exception as error:
        raise Trouble(
            f"{named} can't be read as the address of a PostgreSQL database.",
            f"Write it like this:  {named}=postgresql://user:password@host:5432/database",
        ) from error
    missing = [word for word in ("dbname", "user") if not words.get(word)]
    if missing:
        raise Trouble(f"{named} names no {' and no '.join(missing)}.", "It must name a user and a database.")
    return Login(
        dbname=words.pop("dbname"),
        user=words.pop("user"),
        host=words.pop("host", ""),
        port=words.pop("port", "5432"),
        password=words.pop("password", ""),
        more=words,
    )
