"""Who may keep whose account: an administrator, in the own office and those below, and never the own account."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sojourn.accounts.models import Posting, User
from sojourn.accounts.queries import managed_offices
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.kernel.refused import Reason, Refused

NOT_YOURS = Reason("not_yours_to_keep", "You don't keep the accounts of this office.")
OWN_ACCOUNT = Reason(
    "four_eyes", "Nobody changes their own postings or unlocks their own account: ask another administrator."
)


def needs_keeping(by: Viewer, offices: Iterable[UUID] = ()) -> None:
    """Raise Refused unless `by` keeps accounts, and does so in each of these offices. A machine always may."""
    if by.system:
        return
    if not by.may(Permission.USERS_MANAGE) or not managed_offices(by).issuperset(offices):
        raise Refused(NOT_YOURS)


def needs_keeping_of(by: Viewer, user: User) -> None:
    """Raise Refused unless `by` keeps every office the user is posted to, and isn't the user."""
    if by.user_id == user.pk:
        raise Refused(OWN_ACCOUNT)
    needs_keeping(by, Posting.objects.filter(user=user).values_list("office_id", flat=True))
