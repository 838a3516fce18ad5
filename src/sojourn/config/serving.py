"""Serve the pages: gunicorn's threads, on one address, until it is told to stop."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from sojourn.config.trouble import Trouble

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our words; each worker process reads the rooms itself, so that no connection is shared."""

    def __init__(self, words: dict[str, Any]) -> None:
        self._words = words
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn our words."""
        for name, value in self._words.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """Return the application, in a worker."""
        from sojourn.config.wsgi import application

        return application


def serve(*, host: str, port: int, workers: int = 2, threads: int = 4, reload: bool = False) -> None:
    """Serve until interrupted. Call `see_that_the_port_is_free` before anything slow."""
    from django.db import connections

    # A connection opened before the workers are forked would be shared by all of them.
    connections.close_all()
    memory = Path("/dev/shm")  # noqa: S108
    Server(
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": threads,
            "timeout": 60,
            "graceful_timeout": 10,
            "max_requests": 5_000,
            "max_requests_jitter": 500,
            "loglevel": "warning",
            "reload": reload,
            # A heartbeat on a slow disk would be taken for a dead worker.
            "worker_tmp_dir": str(memory) if os.access(memory, os.W_OK) else None,
            "control_socket_disable": True,
        }
    ).run()


def see_that_the_port_is_free(host: str, port: int) -> None:
    """Raise Trouble, with the way out, when nobody could serve there."""
    try:
        # SO_REUSEADDR as gunicorn sets it: a server that stopped a moment ago is no obstacle.
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise _trouble(error, host, port) from error


def _trouble(error: OSError, host: str, port: int) -> Trouble:
    if error.errno == errno.EADDRINUSE:
        holder = _holder(port)
        already = [f"Is Sojourn on already? Look at  http://{host}:{port}"] if "sojourn" in holder else []
        return Trouble(
            f"Port {port} is taken by {holder or 'another program'}.",
            *already,
            f"Take another one:  PORT={port + 1} make demo      (or: sojourn serve --port {port + 1})",
            "or stop that program first.",
        )
    if error.errno == errno.EACCES:
        return Trouble(
            f"Port {port} is reserved for root.",
            "Take one above 1023:  PORT=8000 make demo      and let a proxy in front listen on the reserved one.",
        )
    return Trouble(
        f"Nothing can be served on {host}:{port}: {error.strerror or error}.",
        "Serve on this machine alone with  --host 127.0.0.1 , on every address with  --host 0.0.0.0",
    )


def _holder(port: int) -> str:
    """Return "name (process 123)" of who listens on `port`, or nothing where the system won't tell."""
    import psutil

    try:
        found = (
            c.pid for c in psutil.net_connections("tcp") if c.status == "LISTEN" and c.laddr.port == port and c.pid
        )
        pid = next(found, None)
        process = _first_of(psutil.Process(pid)) if pid else None
        return f"'{process.name()}' (process {process.pid})" if process else ""
    except psutil.Error:
        return ""


def _first_of(process: Any) -> Any:
    """The process that forked this one to share its port, and would fork it anew: that is the one to stop."""
    while (parent := process.parent()) is not None and parent.cmdline() == process.cmdline():
        process = parent
    return process
