"""Tells Django about the room of profiles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfilesConfig(AppConfig):
    """The room of profiles; its tables start with `profiles_`."""

    name = "sojourn.profiles"
    label = "profiles"
    verbose_name = _("Migration profiles")
    default_auto_field = "django.db.models.BigAutoField"
