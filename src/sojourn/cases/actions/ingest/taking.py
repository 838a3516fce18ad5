"""Choose the way in: cases that go on pass the engine one by one, finished ones are written as sets."""

from __future__ import annotations

from collections.abc import Sequence

from sojourn.accounts.models import Office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.ingest.asked import NewCase
from sojourn.cases.actions.ingest.closed import ClosedCases
from sojourn.cases.actions.ingest.live import open_live
from sojourn.grammar.packs import Pack
from sojourn.kernel.refused import Reason, Refused


def make_ready(
    *, pack: Pack, office: Office, cases: Sequence[NewCase], by: Viewer, stage: str = ""
) -> ClosedCases | None:
    """Make the rows of finished cases ahead of their writing, if these are such; nothing is checked or written yet."""
    if stage not in pack.stages or not pack.stages[stage].final or pack.subject != "person":
        return None
    return ClosedCases(pack, office, cases, by, stage)


@action
def ingest_cases(
    *,
    pack: Pack,
    office: Office,
    cases: Sequence[NewCase],
    by: Viewer,
    origin: str,
    stage: str = "",
    ready: ClosedCases | None = None,
) -> list[str]:
    """Open cases with their first entries and return their ids in the same order; all of them or none.

    Without a `stage` each case begins like any other: clocks start, reactions act. A final `stage` says that the
    cases were finished elsewhere: they are kept as they stand, and nothing follows from them. `origin` names the
    import in the audit trail. `ready` are the rows of exactly these cases, made ahead. Refused without the right to
    import, and for a stage that is not final.
    """
    if not by.may(Permission.IMPORT, office.pk):
        raise Refused(Reason("role", "You may not import into the office {office}.", {"office": office.code}))
    if not stage or stage == pack.start:
        return [open_live(pack, office, new, by, origin) for new in cases]
    if stage not in pack.stages or not pack.stages[stage].final:
        message = "Cases can be taken in at the start or in a final stage; {stage} is neither."
        raise Refused(Reason("stage", message, {"stage": stage}))
    if pack.subject != "person":
        message = "Finished cases can be taken in when they are about persons; these are about: {subject}."
        raise Refused(Reason("subject_kind", message, {"subject": pack.subject}))
    if ready is None or ready.cases is not cases:
        ready = ClosedCases(pack, office, cases, by, stage)
    return ready.write(origin)
