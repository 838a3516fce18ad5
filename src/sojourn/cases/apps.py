"""Tells Django that the room of cases has tables."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room of cases."""

    name = "sojourn.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
