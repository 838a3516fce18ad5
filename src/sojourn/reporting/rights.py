"""Who may do what with rounds and returns: the one policy of this room; row security repeats the office part of it."""

from __future__ import annotations

from uuid import UUID

from sojourn.accounts.models import Office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.kernel.refused import Reason, Refused
from sojourn.reporting.models import Asked, Round


def hubs_of(viewer: Viewer) -> frozenset[UUID]:
    """The hubs in whose name the viewer asks for figures."""
    return frozenset(post.office_id for post in viewer.posts_with(Permission.REPORT_ASK))


def members_below(viewer: Viewer) -> list[Office]:
    """The missions below those hubs, which may be asked."""
    reach = {office for post in viewer.posts_with(Permission.REPORT_ASK) for office in post.region}
    return list(Office.objects.filter(pk__in=reach, kind="mission").order_by("country", "code"))


def fills_for(viewer: Viewer) -> frozenset[UUID]:
    """The offices for which the viewer fills and signs returns."""
    return frozenset(post.office_id for post in viewer.posts_with(Permission.REPORT_FILL))


def see_that_hub(viewer: Viewer, round_: Round) -> None:
    """Refuse whoever doesn't act for the round's hub."""
    if round_.hub_id not in hubs_of(viewer):
        raise Refused(Reason("role", "Only the hub that asked may do this"))


def see_that_member(viewer: Viewer, asked: Asked) -> None:
    """Refuse whoever doesn't fill returns for the member's office."""
    if asked.office_id not in fills_for(viewer):
        raise Refused(Reason("role", "You may not give figures for this office"))
