"""A publisher on this machine: it answers what a test lays out, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sojourn.evidence.connectors.asking import Session
from sojourn.evidence.connectors.manners import Manners, Pace


@dataclass
class Said:
    """One answer. `cut` breaks the line after so many bytes, although all were promised."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None


@dataclass
class Asked:
    """One request that came."""

    path: str
    headers: dict[str, str]


class Publisher:
    """Answers by the beginning of the path: a list is answered one by one, its last answer over and over."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Said] | Callable[[Asked], Said]] = {}
        self.asked: list[Asked] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def says(self, path: str, *answers: Said) -> None:
        """Lay out the answers for every path that begins so."""
        self.answers[path] = list(answers)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked = Asked(self.path, {name.lower(): text for name, text in self.headers.items()})
                publisher.asked.append(asked)
                said = publisher._answer(asked)
                self.send_response(said.status)
                for name, text in said.headers.items():
                    self.send_header(name, text)
                self.send_header("Content-Length", str(len(said.body)))
                self.end_headers()
                self.wfile.write(said.body[: said.cut])
                if said.cut is not None:
                    self.close_connection = True

            def log_message(self, *_words: object) -> None:
                pass

        return Handler

    def _answer(self, asked: Asked) -> Said:
        begins = max((path for path in self.answers if asked.path.startswith(path)), key=len, default=None)
        if begins is None:
            return Said(b"nothing here", 404)
        laid = self.answers[begins]
        if callable(laid):
            return laid(asked)
        return laid.pop(0) if len(laid) > 1 else laid[0]


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """A server on a free port of this machine."""
    there = Publisher()
    thread = threading.Thread(target=there.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield there
    there.server.shutdown()
    there.server.server_close()


@pytest.fixture
def waits() -> list[float]:
    """How long the session slept, each time, without sleeping."""
    return []


@pytest.fixture
def session(waits: list[float]) -> Session:
    """A session that is polite in no time."""
    manners = Manners(pause=0.0, timeout=5.0, tries=4, most_bytes=1_000_000, most_polls=3)
    return Session(manners, Pace(manners, sleep=waits.append))
