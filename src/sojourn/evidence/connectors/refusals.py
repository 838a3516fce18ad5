"""What goes wrong between us and a publisher, said with the address, what came, and what helps."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sojourn.kernel.refused import Reason, Refused

# Words of an address that only the asker and the publisher should know.
SECRET = re.compile(r"((?:app_identifier|client_id|subscription-key|key|token)=)[^&]+", re.IGNORECASE)


class TooMuch(Refused):
    """The server answers only smaller questions (HTTP 413): split the query and ask again."""


def refused(code: str, message: str, **params: object) -> Refused:
    """Return a refusal with one reason; `params` fill the places of the message."""
    return Refused(_reason(code, message, params))


def shown(url: str) -> str:
    """An address as it may be shown and logged: without keys."""
    return SECRET.sub(r"\1…", url)


def _reason(code: str, message: str, params: Mapping[str, object]) -> Reason:
    return Reason(code, message, {name: shown(str(text)) if name == "url" else text for name, text in params.items()})


def too_much(url: str) -> TooMuch:
    """Return the refusal of a question whose answer is too large for the server."""
    message = "{url} answered 413: the extract is too large. Ask for fewer years or countries at a time."
    return TooMuch(_reason("extract_too_large", message, {"url": url}))


def bad_status(url: str, status: int, said: str) -> Refused:
    """Return the refusal of an answer with an error status."""
    message = "{url} answered {status}: {said}. Check the dataset's name and the filters; nothing was kept."
    return refused("bad_status", message, url=url, status=status, said=said.strip()[:200] or "no explanation")


def unreachable(url: str, why: object, tries: int) -> Refused:
    """Return the refusal after the last try."""
    message = "{url} could not be read in {tries} tries: {why}. What arrived is kept; run the same command to go on."
    return refused("unreachable", message, url=url, why=str(why) or type(why).__name__, tries=tries)


def too_big(url: str, most: int) -> Refused:
    """Return the refusal of a file over the cap."""
    message = "{url} sends more than {most} MB. Ask for less, or allow more with --most-mb."
    return refused("too_big", message, url=url, most=most // 1024**2)
