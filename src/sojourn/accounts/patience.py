"""Signing in with patience: wrong passwords and codes are counted, and a resting account lets nobody in.

The answer is the same for an unknown address, a wrong password and a resting account, and takes as long.
"""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sojourn.accounts.actions import note_failure
from sojourn.accounts.models import User
from sojourn.accounts.queries import rests
from sojourn.accounts.second_factor import OtherKey
from sojourn.accounts.viewer import Viewer


class PatientBackend(AuthenticationBackend):  # type: ignore[misc]
    """Checks a password, unless the account rests."""

    def _check_password(self, user: User | None, password: str) -> User | None:
        if user is None or rests(user):
            # The caller then hashes once for nothing, so that no clock tells this case from a wrong password.
            return None
        found: User | None = super()._check_password(user, password)
        if found is None:
            note_failure(user=user, kind="password", by=themself(user))
        return found


class _Patient:
    """Checks a code, unless the account rests."""

    user: User

    def clean_code(self) -> str:
        """Return the code when it is right; count it when not."""
        if rests(self.user):
            raise get_adapter().validation_error("incorrect_code")
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except OtherKey:
            raise ValidationError(
                _("Your second factor was set up on another installation and cannot be read here. "
                  "Ask your administrator to reset it.")
            ) from None  # fmt: skip
        return code

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        note_failure(user=self.user, kind="code", by=themself(self.user))
        super()._emit_authentication_failed(authenticator)  # type: ignore[misc]


class PatientCodeForm(_Patient, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class PatientAgainForm(_Patient, ReauthenticateForm):  # type: ignore[misc]
    """The second step asked again, before something grave."""


def themself(user: User) -> Viewer:
    """The user as the one who acts on their own account; no postings are needed for that."""
    return Viewer(user.pk, user.name, user.language, ())
