"""People as cases show them: who may be seen through a case, in which cases somebody is, what they allowed."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Case, Consent, Member, MemberDecision
from sojourn.protection import policy
from sojourn.subjects.models import Subject
from sojourn.subjects.particulars import Particulars
from sojourn.subjects.queries import subject_for
from sojourn.subjects.queries.alike import Alike, alike
from sojourn.subjects.queries.searching import Found, people_found
from sojourn.subjects.records import Known


def person_seen(viewer: Viewer, id: UUID) -> Subject:
    """Return a subject of the viewer's own offices or of a case they see; raise Subject.DoesNotExist for any other."""
    return subject_for(viewer, id, also=through_cases(viewer))


def people_seen(viewer: Viewer, text: str, limit: int = 20) -> list[Subject]:
    """Return people found by what was typed, closest first, in the viewer's own offices and in the cases they see."""
    return [found.subject for found in people_searched(viewer, text, limit)]


def people_searched(viewer: Viewer, text: str, limit: int = 20) -> list[Found]:
    """The same, with why each was found."""
    return people_found(viewer, text, also=lambda: through_cases(viewer), limit=limit)


def people_alike(viewer: Viewer, said: Particulars, limit: int = 8) -> list[Alike]:
    """Return the people in sight who look like somebody about to be written down, the likeliest first."""
    return alike(viewer, Known.of(said), also=lambda: through_cases(viewer), limit=limit)


def cases_about(viewer: Viewer, subject_ids: list[UUID]) -> dict[UUID, list[Case]]:
    """The cases in sight of each subject, as subject or member, newest first."""
    seen = _seen(viewer).select_related("office", "subject").order_by("-opened_at", "-id")
    found: dict[UUID, list[Case]] = {subject_id: [] for subject_id in subject_ids}
    about = Q(subject__in=subject_ids) | Q(members__subject__in=subject_ids, members__left_at=None)
    cases = {case.pk: case for case in seen.filter(about).distinct()}
    members = Member.objects.filter(case__in=cases, subject__in=subject_ids, left_at=None)
    pairs = {(case.subject_id, case.pk) for case in cases.values()} | set(members.values_list("subject_id", "case_id"))
    for case in cases.values():
        for subject_id in subject_ids:
            if (subject_id, case.pk) in pairs:
                found[subject_id].append(case)
    return found


def consents_in(case: Case) -> list[Consent]:
    """What the members of a case allowed, newest first."""
    return list(Consent.objects.filter(case=case).order_by("-at", "-id"))


def decisions_in(case: Case) -> list[MemberDecision]:
    """What was decided about the members of a case, newest first."""
    return list(MemberDecision.objects.filter(case=case).order_by("-at", "-id"))


def _seen(viewer: Viewer) -> QuerySet[Case]:
    return Case.objects.filter(policy.cases_scope(viewer))


def through_cases(viewer: Viewer) -> Q:
    """The subjects of the cases that the viewer sees, as a filter."""
    inside = Member.objects.filter(case__in=_seen(viewer).values("pk")).values("subject_id")
    return Q(pk__in=inside) | Q(pk__in=_seen(viewer).values("subject_id"))
