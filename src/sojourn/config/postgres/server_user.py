"""The operating system's user that the embedded server runs as: PostgreSQL never runs as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sojourn.config.trouble import Trouble

MADE_FOR_IT = "sojourn-db"


@dataclass(frozen=True)
class ServerUser:
    """`other` is true when the server runs as somebody else than we do, that is, when we are root."""

    name: str
    uid: int
    gid: int
    other: bool

    def running(self) -> dict[str, Any]:
        """Return the words for `subprocess` that run a program as this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}

    def reaches(self, place: Path) -> bool:
        """Say whether this user may pass into the folder `place`."""
        enter = ["/bin/sh", "-c", 'cd "$1"', "sh", str(place)]
        done = subprocess.run(enter, check=False, cwd="/", stderr=subprocess.DEVNULL, **self.running())
        return done.returncode == 0


def server_user(cluster: Path) -> ServerUser:
    """Return the user for the server in `cluster`: ourselves; for root the files' owner, `postgres`, or a new one."""
    if os.geteuid() != 0:
        return _user(_name_of(os.geteuid()), other=False)
    if cluster.exists() and (owner := cluster.stat().st_uid) != 0:
        return _user(_name_of(owner), other=True)
    return _user(next(filter(_exists, ("postgres", MADE_FOR_IT)), None) or _made(), other=True)


def _user(name: str, *, other: bool) -> ServerUser:
    entry = pwd.getpwnam(name)
    return ServerUser(name=name, uid=entry.pw_uid, gid=entry.pw_gid, other=other)


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise Trouble(
            f"The user number {uid} has no name on this machine, and PostgreSQL refuses to run without one.",
            "Add a line for it to /etc/passwd, run as another user, or give a database:  DATABASE_URL=postgresql://…",
        ) from None


def _exists(name: str) -> bool:
    return any(entry.pw_name == name for entry in pwd.getpwall())


def _made() -> str:
    done = subprocess.run(
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", MADE_FOR_IT],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise Trouble(
            f"You are root, PostgreSQL refuses to run as root, and no user could be made for it: {done.stderr.strip()}",
            "Run as an ordinary user, or give a database:  DATABASE_URL=postgresql://…",
        )
    return MADE_FOR_IT
