"""Every column of every table of ours says whether it is identifying, sensitive or ordinary."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from sojourn.protection.placement import Unplaced, placement

OURS = [model for model in apps.get_models() if model.__module__.startswith("sojourn.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_column_is_placed(model: type[models.Model]) -> None:
    assert set(placement(model)) == {column.name for column in model._meta.concrete_fields}


def table(**places: tuple[str, ...]) -> type[models.Model]:
    """A model that is no table: two columns, placed as said."""

    class Meta:
        app_label = "audit"
        managed = False

    columns = {"id": models.IntegerField(primary_key=True), "name": models.TextField()}
    words = {"__module__": __name__, "Meta": Meta, "Protection": type("Protection", (), places), **columns}
    try:
        return type("Probe", (models.Model,), words)
    finally:
        apps.all_models["audit"].pop("probe", None)


@pytest.mark.parametrize(
    ("places", "why"),
    [
        ({"ordinary": ("id",)}, r"not placed: \['name'\]"),
        ({"ordinary": ("id", "name"), "identifying": ("name",)}, "placed twice"),
        ({"ordinary": ("id", "name", "colour")}, r"no columns: \['colour'\]"),
    ],
)
def test_a_column_without_a_place_is_found(places: dict, why: str) -> None:
    with pytest.raises(Unplaced, match=why):
        placement(table(**places))
