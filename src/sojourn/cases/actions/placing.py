"""Put a case where its programme already is when the record begins: an old caseload taken over, a story, a demo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.settling import work_on
from sojourn.cases.models import Case, StageEntry
from sojourn.kernel.refused import Reason, Refused

PLACED = "placed"


@action
def place_case(*, case: Case, stage: str, entered: Mapping[str, datetime] | None = None, by: Viewer) -> Case:
    """Put a case at a stage without walking there; `entered` says when earlier stages were entered.

    Only a machine may do it, so that no person gets round a guard. Raises Refused for an unknown stage.
    """
    if not by.system:
        raise Refused(Reason("permission", "A case goes from stage to stage by its steps."))
    with work_on(case, by, Permission.CASE_MOVE) as work:
        times = {name: at for name, at in (entered or {}).items() if name != stage}
        for name, at in sorted(times.items(), key=lambda pair: pair[1]):
            _enter(work.case, _known(work.pack.stages, name), at, by)
        at = (entered or {}).get(stage, work.now)
        declared = work.pack.stages[_known(work.pack.stages, stage)]
        _enter(work.case, stage, at, by)
        work.set(stage=stage, closed_at=at if declared.final else None)
        work.note("case.placed", after=stage)
        work.touched("stages")
    return work.case


def _known(stages: Mapping[str, object], name: str) -> str:
    if name not in stages:
        raise Refused(Reason("stage_unknown", 'There is no stage called "{stage}".', {"stage": name}))
    return name


def _enter(case: Case, stage: str, at: datetime, by: Viewer) -> None:
    StageEntry.objects.create(case=case, stage=stage, transition=PLACED, at=at, by=by.user_id)
