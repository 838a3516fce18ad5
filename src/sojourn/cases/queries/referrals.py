"""Referrals in sight: those of one's own cases and those offered to one's own office."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Referral

OPEN = ("offered", "accepted")


def referrals_scope(viewer: Viewer) -> Q:
    """The referrals sent from or to an office where the viewer reads cases; sealed ones where the seal is held."""
    scope = Q(pk__in=())
    for post in viewer.posts_with(Permission.CASE_READ):
        sides = Q(office=post.office_id) | Q(to_office=post.office_id)
        scope |= sides & Q(compartment__in=("", *post.compartments))
    return scope


def referral_for(viewer: Viewer, id: UUID) -> Referral:
    """Return a referral in sight; raise Referral.DoesNotExist for any other."""
    return Referral.objects.filter(referrals_scope(viewer)).select_related("office", "to_office").get(pk=id)


def referrals_received(viewer: Viewer) -> list[Referral]:
    """Return the open referrals that other offices offered to the viewer's, oldest first."""
    offices = {post.office_id for post in viewer.posts_with(Permission.CASE_READ)}
    rows = Referral.objects.filter(referrals_scope(viewer), to_office__in=offices, state__in=OPEN)
    return list(rows.select_related("office", "to_office").order_by("offered_at", "id"))
