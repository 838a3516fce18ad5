"""What may take minutes is done beside the rounds, so that the clocks of cases are never kept waiting by it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Thread

from django.db import DatabaseError, connections

from sojourn.accounts.viewer import Viewer
from sojourn.jobs.worker.identities import Kept, keep_identities

log = logging.getLogger("sojourn.worker")
TOLD_EVERY = 10.0


class Beside:
    """Keeps identities in a thread of its own, one at a time; `stopped` ends it between two steps."""

    def __init__(self, stopped: Callable[[], bool], tell: Callable[[str], object]) -> None:
        self._stopped, self._tell = stopped, tell
        self._thread: Thread | None = None
        self._next = 0.0

    def begin(self, by: Viewer) -> None:
        """Start, unless the last one is still at work."""
        if self._thread is None or not self._thread.is_alive():
            self._next = time.monotonic() + TOLD_EVERY
            # A daemon: what it has begun and not finished is rolled back when the program ends.
            self._thread = Thread(target=self._keep, args=[by], name="identities", daemon=True)
            self._thread.start()

    def end(self, seconds: float) -> None:
        """Wait for the step in hand, but no longer than that."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _keep(self, by: Viewer) -> None:
        try:
            kept = keep_identities(by, seconds=float("inf"), tell=self._heard)
            if kept.written or kept.compared:
                self._tell(
                    f"{kept.written} rows of keys written anew, {kept.compared} compared, {kept.pairs} pairs alike"
                )
        except _Stopped:
            pass
        except DatabaseError as error:
            self._tell(away(error))
        except Exception:
            log.exception("people could not be compared")
        finally:
            connections.close_all()

    def _heard(self, kept: Kept) -> None:
        if self._stopped():
            raise _Stopped
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + TOLD_EVERY
            self._tell(said(kept))


def away(error: DatabaseError) -> str:
    """That the database cannot be asked now."""
    return f"The database is away ({type(error).__name__}); the next round is tried as usual."


class _Stopped(Exception):
    """The worker was told to stop."""


def said(kept: Kept) -> str:
    """How far it has come, in words of the log."""
    if kept.stage:
        doing = {"read": "read to be compared", "compare": "compared at once", "keep": "of them kept"}[kept.stage]
        return f"{kept.done:,} of {kept.of:,} people {doing}"
    return f"{kept.written:,} rows of keys written anew, {kept.compared:,} people compared"
