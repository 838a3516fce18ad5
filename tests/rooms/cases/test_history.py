"""History is kept by the database itself: the role that serves pages cannot change what was entered."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction

from sojourn.cases.actions import record_entry
from sojourn.cases.models import Entry, StageEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(opened, caseworker, at):
    with at():
        return record_entry(
            case=opened.case, form="request", answers={"asked_on": "2026-03-01", "nights": 2}, by=caseworker
        )


@pytest.mark.parametrize(
    "change",
    [
        lambda: Entry.objects.update(answers={}),
        lambda: Entry.objects.all().delete(),
        lambda: StageEntry.objects.update(stage="closed"),
        lambda: StageEntry.objects.all().delete(),
    ],
    ids=["update entry", "delete entry", "update stage", "delete stage"],
)
def test_what_happened_cannot_be_changed(entry, change):
    with transaction.atomic(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        change()
    assert Entry.objects.get().answers["nights"] == 2
