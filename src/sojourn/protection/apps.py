"""Tells Django about the room of protection."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProtectionConfig(AppConfig):
    """The room of protection."""

    name = "sojourn.protection"
    label = "protection"
    verbose_name = _("Protection")
    default_auto_field = "django.db.models.BigAutoField"
