"""What a request was answered, as far as an answer can tell one thing from another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http.response import HttpResponseBase

# What differs from answer to answer without telling anything.
VARYING = re.compile(r'(csrfmiddlewaretoken" value|"X-CSRFToken": |nonce)[=:]? ?"[^"]*"')
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
VARYING_HEADERS = {"Set-Cookie", "Content-Security-Policy"}


@dataclass(frozen=True)
class Answer:
    """Status, body without ids and tokens, headers, the error when a page broke, and how many events it left."""

    status: int
    text: str
    headers: dict[str, str]
    error: str = ""
    events: int = 0


def read(response: HttpResponseBase) -> Answer:
    """Take an answer of the test client apart, streamed ones too."""
    content = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    body = content.decode("utf-8", "replace")
    headers = {name: value for name, value in response.headers.items() if name not in VARYING_HEADERS}
    error = repr(response.exc_info[1]) if getattr(response, "exc_info", None) else ""  # type: ignore[attr-defined]
    return Answer(response.status_code, IDS.sub("id", VARYING.sub("", body)), headers, error)
