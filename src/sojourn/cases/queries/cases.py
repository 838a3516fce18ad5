"""One case, by its id or number, if it is there for the viewer."""

from __future__ import annotations

from uuid import UUID

from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Case, Handover, Member
from sojourn.protection import policy


def case_for(viewer: Viewer, key: UUID | str) -> Case:
    """Return a case in the viewer's scope; raise Case.DoesNotExist for any other, absent or hidden alike."""
    rows = Case.objects.filter(policy.cases_scope(viewer)).select_related("office", "receiving_office", "subject")
    return rows.get(pk=key) if isinstance(key, UUID) else rows.get(number=key)


def members_of(case: Case) -> list[Member]:
    """The present members, in their order, with their persons."""
    return list(Member.objects.filter(case=case, left_at=None).select_related("subject__person"))


def waiting_handover(case: Case) -> Handover | None:
    """The hand-over that waits for an answer, if any."""
    return Handover.objects.filter(case=case, answered_at=None).select_related("to_office").first()


def count_cases(viewer: Viewer, pack: str) -> int:
    """How many cases of a programme the viewer sees."""
    return Case.objects.filter(policy.cases_scope(viewer), pack=pack).count()
