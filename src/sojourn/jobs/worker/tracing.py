"""The worker's share in family tracing: requests compared with members who agreed."""

from __future__ import annotations

from sojourn.accounts.viewer import Viewer
from sojourn.protection.scope import seen_by
from sojourn.tracing.actions import compare_requests
from sojourn.tracing.actions.comparing import Compared


def look_for_family(by: Viewer) -> Compared:
    """Compare the requests that are due. `by` is the machine named "tracing", which alone sees both sides."""
    with seen_by(by):
        return compare_requests()
