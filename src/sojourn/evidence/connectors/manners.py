"""How we behave towards a publisher's server: who we say we are, how often we ask, how long we wait."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from sojourn import __version__
from sojourn.kernel import moment

USER_AGENT = f"sojourn/{__version__} (migration statistics; reads published data, one request at a time)"
# Answers after which asking again may help: the server is busy, restarting, or asks for patience.
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Manners:
    """Limits of one session. Times in seconds, sizes in bytes.

    `pause` lies between two requests to one host; `patience` is the longest that one wait may be, however long the
    server asks for; `most_bytes` holds for one file, packed and unpacked alike.
    """

    user_agent: str = USER_AGENT
    pause: float = 0.5
    timeout: float = 60.0
    tries: int = 5
    first_wait: float = 1.0
    patience: float = 120.0
    most_bytes: int = 2 * 1024**3
    most_polls: int = 120


@dataclass
class Pace:
    """Keeps the distance between requests to one host, and says how long to wait after a refusal."""

    manners: Manners
    sleep: Callable[[float], None] = time.sleep
    ticking: Callable[[], float] = time.monotonic
    _last: dict[str, float] = field(default_factory=dict)

    def before(self, url: str) -> None:
        """Wait until the host of `url` may be asked again."""
        host = urlsplit(url).netloc
        since = self.ticking() - self._last.get(host, -self.manners.pause)
        if since < self.manners.pause:
            self.sleep(self.manners.pause - since)
        self._last[host] = self.ticking()

    def after(self, attempt: int, headers: Mapping[str, str]) -> None:
        """Wait after failed attempt number `attempt` (from 0): as long as the server says, else twice as long each
        time, a little apart from everybody else who failed at the same moment."""
        asked = retry_after(headers.get("retry-after", ""))
        doubled = self.manners.first_wait * 2**attempt
        wait = asked if asked is not None else doubled * random.uniform(0.75, 1.25)  # noqa: S311
        self.sleep(min(wait, self.manners.patience))


def retry_after(text: str) -> float | None:
    """Seconds that a `Retry-After` header asks for: a number, or an instant in the form of HTTP (RFC 9110 10.2.3)."""
    text = text.strip()
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - moment.now()).total_seconds()) if text else None
    except (TypeError, ValueError):
        return None
