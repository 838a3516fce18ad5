"""Publish the regional table of a round: what was accepted, and how every member's part stands."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.reporting.models import Asked, Publication, Round
from sojourn.reporting.queries import accepted_of, late
from sojourn.reporting.rights import see_that_hub


@action
def publish_table(*, round_: Round, by: Viewer, embargo_until: datetime | None = None, remark: str = "") -> Publication:
    """Publish what is accepted now, to be read by members from `embargo_until` on; later figures make a next one.

    Figures that a member marked confidential have no value here either. Refused while nothing is accepted, or when
    nothing has changed since the last table.
    """
    see_that_hub(by, round_)
    parts = list(Asked.objects.filter(round=round_).select_related("office", "round"))
    figures = sorted(row for part in parts for row in _rows(part))
    if not figures:
        raise Refused(Reason("nothing_accepted", "No return is accepted yet: there is nothing to publish"))
    statuses = {part.office.country: _status(part) for part in parts}
    digest = hashlib.sha256(json.dumps([figures, statuses], sort_keys=True).encode()).hexdigest()
    last = Publication.objects.filter(round=round_).select_for_update().first()
    if last is not None and last.sha256 == digest:
        raise Refused(Reason("unchanged", "Nothing has changed since the table was published"))
    now = moment.now()
    made = Publication.objects.create(
        round=round_, number=last.number + 1 if last else 1, figures=figures, statuses=statuses, sha256=digest,
        embargo_until=embargo_until or now, note=remark.strip(), published_at=now, published_by=by.user_id,
    )  # fmt: skip
    detail = {"number": made.number, "sha256": digest, "embargo_until": made.embargo_until.isoformat()}
    note("figures.published", by=by, on=made, office=round_.hub_id, detail=detail)
    return made


def _rows(part: Asked) -> list[list[Any]]:
    accepted = accepted_of(part)
    return [[part.office.country, *row] for row in accepted.figures] if accepted else []


def _status(part: Asked) -> str:
    if accepted_of(part) is not None:
        return "accepted"
    return "late" if late(part) else str(part.state)
