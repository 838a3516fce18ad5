"""The zone in which a viewer reads instants: that of the first office they are posted to."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sojourn.accounts.queries import office_zone
from sojourn.accounts.viewer import Viewer


def zone_of(viewer: Viewer) -> ZoneInfo:
    """Return the office's zone; UTC for somebody without a post."""
    return ZoneInfo(office_zone(viewer.posts[0].office_id) if viewer.posts else "UTC")
