"""Tells Django that the room of subjects has tables."""

from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    """The room of subjects."""

    name = "sojourn.subjects"
    label = "subjects"
    default_auto_field = "django.db.models.BigAutoField"
