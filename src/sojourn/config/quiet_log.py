"""A log format that tells what failed and where, and withholds messages that may name a person."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any


class QuietFormatter(logging.Formatter):
    """An exception's message often repeats a value ("Key (email)=(…) exists"); its type and place don't."""

    def __init__(self, *_words: Any, **_named: Any) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Return the frames and the exception's type."""
        kind, _error, trace = ei
        frames = "".join(traceback.format_tb(trace))
        return f"{frames}{kind.__module__}.{kind.__qualname__} (its message is withheld)" if kind else ""
