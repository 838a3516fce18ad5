"""Write down a new person although people who look alike are known: why, is kept, and asked of nobody twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.cases.actions.opening import add_member, open_case
from sojourn.cases.models import Case, Member
from sojourn.cases.queries.identities import is_across
from sojourn.cases.queries.persons import through_cases
from sojourn.kernel.refused import Reason, Refused
from sojourn.subjects.actions import judge_pair
from sojourn.subjects.models import Subject

VERDICTS = ("different", "unsure")


@dataclass(frozen=True)
class Beside:
    """The people who were shown, and why the new one is none of them: `different`, or `unsure` who it is."""

    people: Sequence[Subject]
    verdict: str
    reason: str


@action
def open_case_beside(*, beside: Beside, by: Viewer, **words: Any) -> Case:
    """Open a case as `open_case` does, and keep the judgement of the new person and each of those who were shown.

    Who may not judge identities leaves the question open, with their reason. Across a seal it stays with the
    protection officer of the sealed side. Raises Refused without a reason, and for the grounds of `open_case`.
    """
    _must_be_said(beside)
    case = open_case(by=by, **words)
    _keep(beside, case, case.subject, by)
    return case


@action
def add_member_beside(*, beside: Beside, case: Case, by: Viewer, **words: Any) -> Member:
    """Let a new person join a case as `add_member` does, and keep the same judgements, on the same terms."""
    _must_be_said(beside)
    member = add_member(case=case, by=by, **words)
    _keep(beside, case, member.subject, by)
    return member


def _must_be_said(beside: Beside) -> None:
    if beside.verdict not in VERDICTS:
        raise Refused(
            Reason("new_because", "Say whether the new person is somebody else, or whether you cannot tell.",
                   field="new_because")
        )  # fmt: skip


def _keep(beside: Beside, case: Case, new: Subject, by: Viewer) -> None:
    verdict = beside.verdict if by.may(Permission.IDENTITY_JUDGE, case.office_id) else "unsure"
    for other in beside.people:
        if not is_across(new, other):
            judge_pair(one=new, other=other, verdict=verdict, reason=beside.reason, by=by, also=through_cases(by))
    note("person.new_beside", by=by, on=case, detail={"verdict": beside.verdict, "shown": len(beside.people)})
