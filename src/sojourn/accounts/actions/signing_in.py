"""Keeps count of wrong passwords and codes: after five in a row the account rests for a quarter of an hour."""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.models import Authenticator

from sojourn.accounts.actions.keeping import needs_keeping_of
from sojourn.accounts.models import SignInFailures, User
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel import moment

TRIES = 5
REST = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)


@action
def note_failure(*, user: User, kind: str, by: Viewer) -> None:
    """Count one wrong try (`kind`: password or code); the fifth in a row lets the account rest."""
    now = moment.now()
    SignInFailures.objects.get_or_create(user=user, defaults={"last_at": now})
    failures = SignInFailures.objects.select_for_update().get(user=user)
    if failures.last_at < now - FORGOTTEN_AFTER:
        failures.count = 0
    failures.count += 1
    failures.last_at = now
    resting = failures.count >= TRIES
    if resting:
        failures.count, failures.rests_until_at = 0, now + REST
    failures.save()
    note("account.rests" if resting else "account.sign_in_failed", by=by, on=user, detail={"kind": kind})


@action
def forget_failures(*, user: User, by: Viewer) -> None:
    """Start counting anew: after the user has signed in, or when an administrator lets them try again."""
    if by.user_id != user.pk:
        needs_keeping_of(by, user)
    deleted, _ = SignInFailures.objects.filter(user=user).delete()
    if deleted and by.user_id != user.pk:
        note("account.unlocked", by=by, on=user)


@action
def reset_second_factor(*, user: User, by: Viewer) -> None:
    """Take away a lost second factor and its recovery codes; the user sets up a new one at the next sign-in."""
    needs_keeping_of(by, user)
    Authenticator.objects.filter(user=user).delete()
    note("account.second_factor_reset", by=by, on=user)
