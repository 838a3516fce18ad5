"""The rows that an import wrote, made again under new keys, for a plain `bulk_create` to write a second time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID


def copies(office: Any, size: int) -> Iterator[list[list[Any]]]:
    """Yield the rows of `size` cases of an office at a time, table by table, in an order that can be written."""
    from django.db import models

    from sojourn.cases.models import Case, Entry, Fact, Member, StageEntry
    from sojourn.kernel import ids
    from sojourn.subjects.models import Person, Subject

    every = list(Case.objects.filter(office=office).order_by("number").values_list("pk", "subject_id"))
    for start in range(0, len(every), size):
        cases, people = map(list, zip(*every[start : start + size], strict=True))
        tables: list[tuple[type[models.Model], str, list[UUID]]] = [
            (Subject, "pk__in", people), (Person, "subject__in", people), (Case, "pk__in", cases),
            *((model, "case__in", cases) for model in (Member, StageEntry, Entry, Fact)),
        ]  # fmt: skip
        fresh: dict[Any, UUID] = {}
        made: list[list[Any]] = []
        for model, condition, keys in tables:
            rows = list(model._default_manager.filter(**{condition: keys}))
            if isinstance(model._meta.pk, models.UUIDField):
                fresh |= dict(zip((row.pk for row in rows), map(UUID, ids.new_ids(len(rows))), strict=True))
            made.append([_renewed(row, fresh) for row in rows])
        yield made


def _renewed(row: Any, fresh: dict[Any, UUID]) -> Any:
    for field in row._meta.concrete_fields:
        if not (field.is_relation or field.primary_key):
            continue
        value = getattr(row, field.attname)
        if value in fresh:
            setattr(row, field.attname, fresh[value])
        elif field.primary_key:
            row.pk = None
    if hasattr(row, "number"):
        row.number = f"BARE-{row.number}"
    row._state.adding = True
    return row
