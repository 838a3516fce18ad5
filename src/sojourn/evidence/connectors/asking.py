"""One polite question over HTTP: retried, resumed where it broke, unpacked, and kept in a file.

The bytes grow in `NAME.part` beside the target. When the connection breaks, the next try asks only for the rest
(Range with If-Range, RFC 9110 13.1.5 and 14.2), so a large file survives a bad line, also across two runs. A target
that is there already is asked for again only if it changed (ETag, Last-Modified).
"""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from sojourn.evidence.connectors import refusals
from sojourn.evidence.connectors.manners import PASSING, Manners, Pace
from sojourn.evidence.connectors.packing import unpacked

CHUNK = 1024 * 1024
BROKEN = (URLError, http.client.HTTPException, TimeoutError, ConnectionError)
# Headers that any host may see.
ANYBODY = frozenset({"user-agent", "accept", "accept-encoding", "range", "if-range"})
# What we keep of an answer, to ask later whether it changed or to go on where it broke.
VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass(frozen=True)
class Answer:
    """A file that arrived: the address that answered, status, headers (lower-case names), and where it lies.

    `unchanged` says that the server had nothing newer than what lay there.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    path: Path
    unchanged: bool = False

    def start(self, count: int = 4096) -> bytes:
        """The first bytes of the file."""
        with self.path.open("rb") as file:
            return file.read(count)


@dataclass
class Session:
    """Asks one question after the other under the same manners."""

    manners: Manners = field(default_factory=Manners)
    pace: Pace | None = None

    def __post_init__(self) -> None:
        self.pace = self.pace or Pace(self.manners)
        self._opener = _opener()

    def get(self, url: str, into: Path, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for `url` and keep the answer in the file `into`, unpacked when it was gzip, whatever its header said.

        Raises TooMuch for 413, Refused for other error statuses, for more bytes than allowed, and when the last try
        failed. Only http and https are followed.
        """
        assert self.pace is not None
        if urlsplit(url).scheme not in {"http", "https"}:
            message = "{url} is no http address. Give one that begins with https://"
            raise refusals.refused("bad_address", message, url=url)
        into.parent.mkdir(parents=True, exist_ok=True)
        why: object = ""
        for attempt in range(self.manners.tries):
            self.pace.before(url)
            try:
                return self._once(url, into, dict(headers or {}))
            except HTTPError as error:
                why, said = f"status {error.code}", _lower(error.headers)
                self._stop_unless_passing(url, error)
            except BROKEN as error:
                why, said = getattr(error, "reason", error), {}
            if attempt + 1 < self.manners.tries:
                self.pace.after(attempt, said)
        raise refusals.unreachable(url, why, self.manners.tries)

    def _stop_unless_passing(self, url: str, error: HTTPError) -> None:
        if error.code == 413:
            raise refusals.too_much(url) from error
        if error.code not in PASSING:
            raise refusals.bad_status(url, error.code, error.read(2000).decode("utf-8", "replace")) from error

    def _once(self, url: str, into: Path, headers: dict[str, str]) -> Answer:
        part = _beside(into, ".part")
        headers |= {"User-Agent": self.manners.user_agent, "Accept-Encoding": "gzip", **_conditions(into, part)}
        request = Request(url, headers=headers)  # noqa: S310 - the scheme is checked by get()
        try:
            with self._opener.open(request, timeout=self.manners.timeout) as response:
                said = _lower(response.headers)
                self._receive(url, response, said, part)
                status, where = response.status, response.url
        except HTTPError as error:
            if error.code == 304 and into.exists():
                return Answer(url, 304, _lower(error.headers), into, unchanged=True)
            if error.code == 416:
                _forget(part)
                raise ConnectionError("the part that was kept no longer fits") from error
            raise
        unpacked(part, into, url=url, most=self.manners.most_bytes)
        _forget(part)
        _write_json(_beside(into, ".asked"), _validators(said) | {"url": refusals.shown(where)})
        return Answer(where, status, said, into)

    def _receive(self, url: str, response: http.client.HTTPResponse, said: Mapping[str, str], part: Path) -> None:
        """Write the body behind what is there already when the server sends the rest, else from the beginning."""
        rest = response.status == 206 and _begins_at(said) == _size(part)
        if response.status == 206 and not rest:
            _forget(part)
            raise ConnectionError("the server sent another part than was asked for")
        if not rest:
            _write_json(_beside(part, ".asked"), _validators(said))
        with part.open("ab" if rest else "wb") as file:
            written = self._copy(url, response, file)
        promised = said.get("content-length", "")
        if promised.isdecimal() and written < int(promised):
            raise ConnectionError(f"the line broke after {written} of {promised} bytes")

    def _copy(self, url: str, response: http.client.HTTPResponse, file: object) -> int:
        written, most = 0, self.manners.most_bytes
        while chunk := response.read(CHUNK):
            written += len(chunk)
            if written > most:
                raise refusals.too_big(url, most)
            file.write(chunk)  # type: ignore[attr-defined]
        return written


class _Redirects(HTTPRedirectHandler):
    """Follows a redirect, but tells another host nothing that was meant for the first, and never leaves https."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        """The next request, or an error for one that would lose its encryption."""
        there = super().redirect_request(req, fp, code, msg, headers, newurl)
        if there is not None and urlsplit(req.full_url).scheme == "https" and urlsplit(newurl).scheme != "https":
            raise HTTPError(newurl, code, "the redirect leaves https", headers, fp)
        if there is not None and urlsplit(req.full_url).netloc != urlsplit(newurl).netloc:
            there.headers = {name: text for name, text in there.headers.items() if name.casefold() in ANYBODY}
        return there


def _opener() -> OpenerDirector:
    """An opener that knows http and https alone: no file:, no ftp:, wherever a redirect points."""
    opener = OpenerDirector()
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, _Redirects, HTTPDefaultErrorHandler,
                    HTTPErrorProcessor):  # fmt: skip
        opener.add_handler(handler())
    return opener


def _conditions(into: Path, part: Path) -> dict[str, str]:
    """Headers that ask for the rest of a part, or only for something newer than the file that is there."""
    if kept := _size(part):
        # A date alone cannot tell two changes within one second apart; still better than beginning anew.
        validator = next((text for text in _read_json(_beside(part, ".asked")).values() if text), "")
        if validator and not validator.startswith("W/"):
            return {"Range": f"bytes={kept}-", "If-Range": validator}
        return {}
    known = _read_json(_beside(into, ".asked")) if into.exists() else {}
    return {VALIDATORS[name]: text for name, text in known.items() if name in VALIDATORS}


def _begins_at(said: Mapping[str, str]) -> int:
    first = said.get("content-range", "").removeprefix("bytes").strip().partition("-")[0]
    return int(first) if first.isdecimal() else -1


def _validators(said: Mapping[str, str]) -> dict[str, str]:
    return {name: said[name] for name in VALIDATORS if said.get(name)}


def _lower(headers: object) -> dict[str, str]:
    return {name.lower(): text for name, text in headers.items()}  # type: ignore[attr-defined]


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _beside(part, ".asked").unlink(missing_ok=True)


def _write_json(path: Path, what: Mapping[str, str]) -> None:
    draft = _beside(path, ".new")
    draft.write_text(json.dumps(what), encoding="utf-8")
    os.replace(draft, path)


def _read_json(path: Path) -> dict[str, str]:
    try:
        return {str(key): str(text) for key, text in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError):
        return {}
