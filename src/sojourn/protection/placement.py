"""Reads how a model places its columns: identifying, sensitive or ordinary. Print, export and erasure go by it."""

from __future__ import annotations

from typing import Literal

from django.db.models import Model

Place = Literal["identifying", "sensitive", "ordinary"]
PLACES: tuple[Place, ...] = ("identifying", "sensitive", "ordinary")


class Unplaced(Exception):
    """A column that no place names, that two name, or a name that is no column."""


def placement(model: type[Model]) -> dict[str, Place]:
    """The place of each column, by its name; raise Unplaced when the model's `Protection` doesn't fit its columns."""
    said = getattr(model, "Protection", None)
    found: dict[str, Place] = {}
    for place in PLACES:
        for name in getattr(said, place, ()):
            if name in found:
                raise Unplaced(f"{model.__name__}.{name} is placed twice")
            found[name] = place
    columns = {column.name for column in model._meta.concrete_fields}
    strangers, homeless = set(found) - columns, columns - set(found)
    if strangers or homeless:
        raise Unplaced(f"{model.__name__}: not placed: {sorted(homeless)}; no columns: {sorted(strangers)}")
    return found
