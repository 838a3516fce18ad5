"""What waits for somebody: tasks, clocks, alerts, referrals, hand-overs and approvals of their roles and offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Alert, Approval, Case, ClockRun, Handover, Referral, Task
from sojourn.cases.queries.referrals import OPEN, referrals_scope
from sojourn.grammar.packs import catalogue
from sojourn.kernel import moment
from sojourn.protection import policy

MOST = 50
# Clocks that end within this span ask for attention.
AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class WorkList:
    """What waits, the most pressing first; at most MOST of each kind, `more` says of which kinds there are more."""

    tasks: list[Task]
    clocks: list[ClockRun]
    alerts: list[Alert]
    referrals: list[Referral]
    handovers: list[Handover]
    approvals: list[Approval]
    more: frozenset[str]


def my_work(viewer: Viewer) -> WorkList:
    """Gather what waits for the viewer; nothing of a case out of sight."""
    seen = Q(case__in=Case.objects.filter(policy.cases_scope(viewer)).values("pk"))
    roles = {post.role for post in viewer.posts_with(Permission.CASE_READ)}
    mine = Q(role="") | Q(role__in=roles)
    found = {
        "tasks": Task.objects.filter(seen, mine & _own_offices(viewer), done_at=None, cancelled_at=None)
        .order_by(F("due_at").asc(nulls_last=True), "made_at"),
        "clocks": ClockRun.objects.filter(seen, _deadlines(), stopped_at=None, due_at__lte=moment.now() + AHEAD)
        .order_by("due_at"),
        "alerts": Alert.objects.filter(seen, mine, cleared_at=None).order_by("-raised_at"),
        "handovers": Handover.objects.filter(seen, answered_at=None, to_office__in=_moving(viewer))
        .order_by("asked_at"),
        "approvals": _approvals(seen, viewer, roles),
    }  # fmt: skip
    rows = {kind: list(query.select_related("case__subject")[: MOST + 1]) for kind, query in found.items()}
    rows["referrals"] = _referrals(viewer)
    more = frozenset(kind for kind, some in rows.items() if len(some) > MOST)
    return WorkList(**{kind: some[:MOST] for kind, some in rows.items()}, more=more)


def _deadlines() -> Q:
    """Every clock but those that only make people wait: when they end, nobody is late."""
    waiting = Q(pk__in=())
    for pack in (catalogue().pack(name) for name in catalogue().names()):
        names = [clock.name for clock in pack.clocks.values() if clock.kind == "wait"]
        waiting |= Q(case__pack=pack.name, clock__in=names)
    return ~waiting


def _own_offices(viewer: Viewer) -> Q:
    return Q(office__in=[post.office_id for post in viewer.posts_with(Permission.CASE_READ)])


def _moving(viewer: Viewer) -> list[UUID]:
    return [post.office_id for post in viewer.posts_with(Permission.CASE_MOVE)]


def _approvals(seen: Q, viewer: Viewer, roles: set[str]) -> QuerySet[Approval]:
    """Undecided ones that another person asked; whose role they name is a list in one column."""
    if not viewer.may(Permission.DECIDE):
        return Approval.objects.none()
    whose = Q(role="")
    for role in roles:
        whose |= Q(role__contains=role)
    return Approval.objects.filter(seen, whose, decided_at=None).exclude(asked_by=viewer.user_id).order_by("asked_at")


def _referrals(viewer: Viewer) -> list[Referral]:
    """Those offered to the viewer's offices by others."""
    offices = [post.office_id for post in viewer.posts_with(Permission.REFER)]
    rows = Referral.objects.filter(referrals_scope(viewer), to_office__in=offices, state__in=OPEN)
    return list(rows.select_related("office", "to_office").order_by("offered_at")[: MOST + 1])
