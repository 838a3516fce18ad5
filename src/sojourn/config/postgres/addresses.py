"""Which database is ours: DATABASE_URL, else the embedded server in the data folder; and its two roles."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from sojourn.config import home
from sojourn.config.postgres.login import Login, login_from
from sojourn.config.postgres.socket_folder import socket_folder

APP_ROLE = "sojourn_app"
OWNER_ROLE = "sojourn_owner"
DATABASE = "sojourn"
# Its presence says that the app role can't sign in itself and is taken on by `SET ROLE`.
BY_SET_ROLE = "app-role-is-taken-on"


@dataclass(frozen=True)
class Addresses:
    """`owner` runs migrations, backup and restore; `app` runs everything else and can't get round row security."""

    owner: Login
    app: Login
    embedded: bool
    app_is_ours: bool  # may `prepare` create the app role and set its password?


def addresses() -> Addresses:
    """Say where the database is, without asking it; raise Trouble when an address can't be read."""
    if url := os.environ.get("DATABASE_URL", "").strip():
        return _given(login_from(url, named="DATABASE_URL"))
    folder = home.home() / "postgres"
    owner = Login(dbname=DATABASE, user=OWNER_ROLE, host=str(socket_folder(folder)))
    return Addresses(owner=owner, app=replace(owner, user=APP_ROLE), embedded=True, app_is_ours=True)


def _given(login: Login) -> Addresses:
    if url := os.environ.get("SOJOURN_OWNER_DATABASE_URL", "").strip():
        owner = login_from(url, named="SOJOURN_OWNER_DATABASE_URL")
        return Addresses(owner=owner, app=login, embedded=False, app_is_ours=False)
    if (home.home() / BY_SET_ROLE).exists():
        app = replace(login, more={**login.more, "options": f"-c role={APP_ROLE}"})
    else:
        password = os.environ.get("SOJOURN_APP_PASSWORD") or home.kept_secret("app-password")
        app = replace(login, user=APP_ROLE, password=password)
    return Addresses(owner=login, app=app, embedded=False, app_is_ours=True)
