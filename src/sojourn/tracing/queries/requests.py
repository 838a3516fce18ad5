"""Requests of a case, and whether its members agreed to be compared and to be contacted."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from sojourn.cases.models import Case, Consent, Member
from sojourn.tracing.models import CONTACT, PURPOSE, Relation, TraceRequest

Request = TraceRequest
RELATIONS = Relation.choices

__all__ = [
    "CONTACT",
    "PURPOSE",
    "RELATIONS",
    "Request",
    "agreed",
    "both_agree_to_contact",
    "request_in",
    "requests_in",
]


def requests_in(case: Case) -> list[TraceRequest]:
    """The requests of a case's members, newest first."""
    return list(TraceRequest.objects.filter(case=case).select_related("member__subject__person"))


def request_in(case: Case, request_id: UUID) -> TraceRequest | None:
    """A request of this case; None as if it weren't there."""
    return TraceRequest.objects.filter(case=case, pk=request_id).select_related("member__subject__person").first()


def agreed(members: Collection[Member], purpose: str = PURPOSE) -> set[UUID]:
    """Those of the members whose latest word on a purpose is yes, and not taken back."""
    latest: dict[UUID, bool] = {}
    rows = Consent.objects.filter(member__in=members, purpose=purpose).order_by("at", "id")
    for row in rows:
        latest[row.member_id] = row.decision == "yes" and row.withdrawn_at is None
    return {member for member, yes in latest.items() if yes}


def both_agree_to_contact(pair_id: UUID) -> bool:
    """Whether both sides agreed that the other may be told where they are; asked with the owner's rights."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tracing_both_agreed(%s, %s)", [pair_id, CONTACT])
        return bool(cursor.fetchone()[0])
