"""Read ahead: batches are made by a second thread while the first waits for the database."""

from __future__ import annotations

import contextvars
import queue
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Protocol, TypeVar


class Weighed(Protocol):
    """Something whose weight in memory is known, in characters."""

    @property
    def weight(self) -> int: ...


T = TypeVar("T", bound=Weighed)
Made = TypeVar("Made")
_AHEAD = 2
HEAVIEST = 4_000_000


def batches_ahead(items: Iterator[T], size: int, make: Callable[[list[T]], Made]) -> Generator[Made, None, None]:
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
            batch = _some(items, size)
            if not batch:
                break
            made.put(make(batch))
        made.put(None)
    except BaseException as error:
        made.put(error)


def _some(items: Iterator[T], size: int) -> list[T]:
    """The next `size` items, or fewer when they are heavy."""
    taken: list[T] = []
    weight = 0
    for item in items:
        taken.append(item)
        weight += item.weight
        if len(taken) >= size or weight >= HEAVIEST:
            break
    return taken


def _drain(made: queue.Queue[Made | BaseException | None]) -> None:
    while True:
        try:
            made.get_nowait()
        except queue.Empty:
            return
