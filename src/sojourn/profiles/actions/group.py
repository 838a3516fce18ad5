"""Keep the technical working group."""

from __future__ import annotations

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.profiles.models import GroupMember, Profile
from sojourn.profiles.rights import see_that_writer


@action
def join_group(*, profile: Profile, name: str, institution: str, part: str, email: str = "", by: Viewer) -> GroupMember:
    """Add a member who speaks for an institution."""
    see_that_writer(by, profile.office_id)
    if not name.strip() or not institution.strip():
        raise Refused(Reason("empty", "Give the name and the institution", field="name"))
    if part not in GroupMember.Part.values:
        raise Refused(Reason("unknown_part", "There is no such part in the group", field="part"))
    member = GroupMember.objects.create(
        profile=profile, name=name.strip(), institution=institution.strip(), part=part, email=email.strip(),
        joined_by=by.user_id,
    )  # fmt: skip
    note("profile.member_joined", by=by, on=profile, office=profile.office_id, detail={"member": member.pk})
    return member


@action
def leave_group(*, profile: Profile, member_id: int, by: Viewer) -> GroupMember:
    """Note that a member left; the row stays."""
    see_that_writer(by, profile.office_id)
    member = GroupMember.objects.filter(profile=profile, pk=member_id, left_at__isnull=True).first()
    if member is None:
        raise Refused(Reason("not_in_group", "Nobody like that is in the group"))
    member.left_at, member.left_by = moment.now(), by.user_id
    member.save(update_fields=["left_at", "left_by"])
    note("profile.member_left", by=by, on=profile, office=profile.office_id, detail={"member": member.pk})
    return member
