"""Keep the gap register."""

from __future__ import annotations

from datetime import date

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.evidence.catalogue import catalogue
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.profiles.models import GapEntry, Profile
from sojourn.profiles.rights import see_that_writer


@action
def open_gap(
    *, profile: Profile, indicator: str, kind: str, by: Viewer, owner: str = "", action: str = "", note_: str = "",
    due_on: date | None = None,
) -> GapEntry:  # fmt: skip
    """Put a gap on the register; Refused when it stands there already."""
    see_that_writer(by, profile.office_id)
    if indicator not in catalogue().indicators:
        message = "There is no indicator {indicator}"
        raise Refused(Reason("unknown_indicator", message, {"indicator": indicator}, field="indicator"))
    if kind not in GapEntry.Kind.values:
        raise Refused(Reason("unknown_kind", "There is no such kind of gap", field="kind"))
    if GapEntry.objects.filter(profile=profile, indicator=indicator, kind=kind, closed_at__isnull=True).exists():
        raise Refused(Reason("open_already", "This gap stands on the register already", field="indicator"))
    entry = GapEntry.objects.create(
        profile=profile, indicator=indicator, kind=kind, owner=owner.strip(), action=action.strip(),
        note=note_.strip(), due_on=due_on, opened_by=by.user_id,
    )  # fmt: skip
    note("profile.gap_opened", by=by, on=entry, office=profile.office_id, detail={"indicator": indicator})
    return entry


@action
def change_gap(
    *, entry: GapEntry, by: Viewer, owner: str, action: str, due_on: date | None, under_way: bool
) -> GapEntry:
    """Say who does what about a gap until when."""
    see_that_writer(by, entry.profile.office_id)
    entry = _open_one(entry)
    entry.owner, entry.action, entry.due_on = owner.strip(), action.strip(), due_on
    entry.state = GapEntry.State.UNDER_WAY if under_way else GapEntry.State.OPEN
    entry.save(update_fields=["owner", "action", "due_on", "state"])
    note("profile.gap_changed", by=by, on=entry, office=entry.profile.office_id, detail={"state": entry.state})
    return entry


@action
def close_gap(*, entry: GapEntry, by: Viewer) -> GapEntry:
    """Close a gap; the line stays on the register."""
    see_that_writer(by, entry.profile.office_id)
    entry = _open_one(entry)
    entry.state, entry.closed_at, entry.closed_by = GapEntry.State.CLOSED, moment.now(), by.user_id
    entry.save(update_fields=["state", "closed_at", "closed_by"])
    note("profile.gap_closed", by=by, on=entry, office=entry.profile.office_id)
    return entry


def _open_one(entry: GapEntry) -> GapEntry:
    entry = GapEntry.objects.select_for_update(of=("self",)).select_related("profile").get(pk=entry.pk)
    if entry.closed_at is not None:
        raise Refused(Reason("closed", "This gap was closed before"))
    return entry
