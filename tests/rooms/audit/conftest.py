"""A short real chain, written by the database and read back as rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.audit.actions import Happening, record, record_many
from sojourn.audit.chain import _COLUMNS
from sojourn.audit.models import Event, Head
from sojourn.protection.scope import whole_chain

MACHINE = Viewer.machine("test", [])
Chain = tuple[Head, list[tuple[Any, ...]]]


@pytest.fixture
def office(db: None) -> Office:
    """An office to record about."""
    return Office.objects.create(code="ber", name="Berlin", country="DEU", zone="Europe/Berlin")


@pytest.fixture
def write(office: Office) -> Callable[[int], None]:
    """Write so many events, of several shapes, some at once."""

    def events(count: int) -> None:
        record("case.opened", by=MACHINE, on=("case", "first"), office=office, detail={"form": "intake"})
        record_many(
            Happening(
                "case.moved", MACHINE, ("case", str(n)), office, "thb" if n % 3 else "", {"to": ["ä", "ب"], "n": n}
            )
            for n in range(count - 1)
        )

    return events


@pytest.fixture
def chain(write: Callable[[int], None]) -> Chain:
    """Twenty events as the check reads them, and the head."""
    write(20)
    return read()


def read() -> Chain:
    """The head and all rows."""
    with whole_chain():
        return Head.objects.get(), list(Event.objects.order_by("seq").values_list(*_COLUMNS))
