"""Writes postings: which role a user has in which office, with which sealed compartments, from when to when."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from sojourn.accounts.actions.keeping import OWN_ACCOUNT, needs_keeping
from sojourn.accounts.models import Office, Posting, User
from sojourn.accounts.roles import ROLES
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused

_CODE = re.compile(r"^[a-z][a-z0-9_]{0,39}$")


@action
def post_user(
    *,
    user: User,
    office: Office,
    role: str,
    compartments: Collection[str] = (),
    from_on: date | None = None,
    until_on: date | None = None,
    by: Viewer,
) -> Posting:
    """Post a user; days count in the office's zone and are both included. Compartments are what packs seal under.

    Refused for the own account, an unknown role, an office that isn't kept, or a role already open there.
    """
    if by.user_id == user.pk:
        raise Refused(OWN_ACCOUNT)
    needs_keeping(by, [office.id])
    start = from_on or moment.today(ZoneInfo(office.zone))
    reasons = [*_of_role(role, user, office), *_of_codes(compartments), *_of_days(start, until_on)]
    if reasons:
        raise Refused(reasons)
    posting = Posting.objects.create(
        user=user, office=office, role=role, compartments=sorted(set(compartments)), from_on=start, until_on=until_on
    )
    detail: dict[str, str | int | list[str] | list[int]] = {"role": role, "compartments": posting.compartments}
    note("user.posted", by=by, on=user, office=office, detail=detail)
    return posting


@action
def end_posting(*, posting: Posting, on: date | None = None, by: Viewer) -> Posting:
    """End a posting; its last day is `on`. Without a day it ends at once: today no longer counts."""
    if by.user_id == posting.user_id:
        raise Refused(OWN_ACCOUNT)
    needs_keeping(by, [posting.office_id])
    note(
        "user.posting_ended", by=by, on=("user", posting.user_id), office=posting.office, detail={"role": posting.role}
    )
    yesterday = date.fromordinal(moment.today(ZoneInfo(posting.office.zone)).toordinal() - 1)
    last = on or yesterday
    if last < posting.from_on:
        posting.delete()
        return posting
    posting.until_on = last
    posting.save(update_fields=["until_on"])
    return posting


def _of_role(role: str, user: User, office: Office) -> list[Reason]:
    if role not in ROLES:
        known = ", ".join(sorted(ROLES))
        return [
            Reason("unknown_role", "There is no role “{role}”. Roles: {known}.", {"role": role, "known": known}, "role")
        ]
    if Posting.objects.filter(user=user, office=office, role=role, until_on__isnull=True).exists():
        return [Reason("posted_already", "The user has this role in this office already.", field="role")]
    return []


def _of_codes(compartments: Collection[str]) -> list[Reason]:
    wrong = [code for code in compartments if not _CODE.match(code)]
    return [
        Reason("bad_compartment", "“{code}” is no compartment's code.", {"code": code}, "compartments")
        for code in wrong
    ]


def _of_days(start: date, until: date | None) -> list[Reason]:
    if until is not None and until < start:
        return [Reason("ends_before_start", "The last day lies before the first.", field="until_on")]
    return []
