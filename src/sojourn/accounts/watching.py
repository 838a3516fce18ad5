"""Listens to what the sign-in library says, for the audit trail; connected when the application starts."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset, authenticator_used
from django.contrib.auth.signals import user_logged_in, user_logged_out

from sojourn.accounts.actions import forget_failures
from sojourn.accounts.models import User
from sojourn.accounts.patience import themself
from sojourn.accounts.second_factor import remember_proof
from sojourn.audit.actions import record


def connect() -> None:
    """Connect every listener once."""
    user_logged_in.connect(_signed_in, dispatch_uid="sojourn")
    user_logged_out.connect(_signed_out, dispatch_uid="sojourn")
    password_changed.connect(_password_changed, dispatch_uid="sojourn")
    password_reset.connect(_password_reset, dispatch_uid="sojourn")
    authenticator_used.connect(_proved, dispatch_uid="sojourn")
    authenticator_added.connect(_added, dispatch_uid="sojourn")
    authenticator_removed.connect(_removed, dispatch_uid="sojourn")
    authenticator_reset.connect(_reset, dispatch_uid="sojourn")


def _signed_in(user: User, **_: Any) -> None:
    forget_failures(user=user, by=themself(user))
    record("account.signed_in", by=themself(user), on=user)


def _signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        record("account.signed_out", by=themself(user), on=user)


def _password_changed(user: User, **_: Any) -> None:
    record("account.password_changed", by=themself(user), on=user)


def _password_reset(user: User, **_: Any) -> None:
    record("account.password_reset", by=themself(user), on=user)


def _proved(request: Any, user: User, **_: Any) -> None:
    remember_proof(request, user)


def _added(request: Any, user: User, authenticator: Any, **_: Any) -> None:
    # Setting it up asks for a code of it, so this session has proved it.
    remember_proof(request, user)
    record("account.second_factor_added", by=themself(user), on=user, detail={"type": str(authenticator.type)})


def _removed(user: User, authenticator: Any, **_: Any) -> None:
    record("account.second_factor_removed", by=themself(user), on=user, detail={"type": str(authenticator.type)})


def _reset(user: User, authenticator: Any, **_: Any) -> None:
    record("account.second_factor_renewed", by=themself(user), on=user, detail={"type": str(authenticator.type)})
