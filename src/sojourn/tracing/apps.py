"""Tells Django about the room of tracing."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TracingConfig(AppConfig):
    """The room of tracing; its tables start with `tracing_`."""

    name = "sojourn.tracing"
    label = "tracing"
    verbose_name = _("Family tracing")
    default_auto_field = "django.db.models.BigAutoField"
