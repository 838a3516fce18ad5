"""Read ahead: batches are made by a second thread while the first waits for the database."""

from __future__ import annotations

import contextvars
import queue
import threading
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
Made = TypeVar("Made")
_AHEAD = 2


def batches_ahead(items: Iterator[T], size: int, make: Callable[[list[T]], Made]) -> Iterator[Made]:
    """Yield what `make` makes of up to `size` items each, at most two in advance; what source or maker raises is
    raised here."""
    made: queue.Queue[Made | BaseException | None] = queue.Queue(_AHEAD)
    stop = threading.Event()
    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(_make, items, size, make, made, stop), daemon=True)
    thread.start()
    try:
        while (batch := made.get()) is not None:
            if isinstance(batch, BaseException):
                raise batch
            yield batch
    finally:
        stop.set()
        while thread.is_alive():
            _drain(made)
            thread.join(0.05)


def _make(
    items: Iterator[T],
    size: int,
    make: Callable[[list[T]], Made],
    made: queue.Queue[Made | BaseException | None],
    stop: threading.Event,
) -> None:
    try:
        while not stop.is_set():
            batch = list(islice(items, size))
            if not batch:
                break
            made.put(make(batch))
        made.put(None)
    except BaseException as error:
        made.put(error)


def _drain(made: queue.Queue[Made | BaseException | None]) -> None:
    while True:
        try:
            made.get_nowait()
        except queue.Empty:
            return
