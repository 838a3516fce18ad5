"""Tells Django about the room of accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The room of accounts; its tables start with `accounts_`."""

    name = "sojourn.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Start listening to sign-ins."""
        from sojourn.accounts.watching import connect

        connect()
