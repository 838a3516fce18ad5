"""Who may do what with profiles: the one policy of this room; row security repeats the office part of it."""

from __future__ import annotations

from uuid import UUID

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.kernel.refused import Reason, Refused


def offices_with(viewer: Viewer, permission: Permission) -> frozenset[UUID]:
    """The offices in which the viewer holds a permission."""
    return frozenset(post.office_id for post in viewer.posts_with(permission))


def see_that_writer(viewer: Viewer, office_id: UUID) -> None:
    """Refuse whoever doesn't write profiles for the office."""
    _see(viewer, Permission.PROFILE_WRITE, office_id)


def see_that_approver(viewer: Viewer, office_id: UUID) -> None:
    """Refuse whoever doesn't approve profiles for the office."""
    _see(viewer, Permission.PROFILE_APPROVE, office_id)


def see_that_another(viewer: Viewer, first: UUID | None) -> None:
    """Refuse whoever would check their own work; a machine can't be a second pair of eyes either."""
    if viewer.user_id is None or viewer.user_id == first:
        raise Refused(Reason("four_eyes", "Somebody else must do this: nobody checks their own work"))


def _see(viewer: Viewer, permission: Permission, office_id: UUID) -> None:
    if office_id not in offices_with(viewer, permission):
        raise Refused(Reason("role", "You may not do this for this office's profiles"))
