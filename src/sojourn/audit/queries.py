"""Reads the audit trail: the events of one thing, a page for the auditor, the check of the whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q, QuerySet

from sojourn.audit.chain import Anchor, BadAnchor, Verdict, anchor, verify
from sojourn.audit.models import Event

__all__ = ["Anchor", "BadAnchor", "Told", "Verdict", "anchor", "events", "events_of", "verify"]

PAGE = 100


class Reader(Protocol):
    """Whoever reads: their offices and what they may do there."""

    def may(self, permission: str, office_id: UUID | None = None) -> bool: ...


@dataclass(frozen=True)
class Told:
    """One event as it is shown. `actor` is a user's id or `machine:<purpose>`."""

    seq: int
    at: datetime
    actor: str
    action: str
    kind: str
    object_id: str
    office_id: UUID | None
    detail: Mapping[str, Any]


def events_of(kind: str, object_id: object, viewer: Reader) -> list[Told]:
    """Everything recorded about one thing, newest first; empty for whoever may read neither cases nor the trail.

    Which rows are in reach is the database's decision (row security), by the scope the caller set with `seen_by`.
    """
    if not (viewer.may("case_read") or viewer.may("audit_read")):
        return []
    return [_told(event) for event in Event.objects.filter(kind=kind, object_id=str(object_id)).order_by("-seq")]


def events(
    viewer: Reader,
    *,
    actions: Collection[str] = (),
    actor: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
) -> list[Told]:
    """A page of at most 100 events for whoever reads the trail, newest first; `before` is the last number seen."""
    if not viewer.may("audit_read"):
        return []
    wanted = Q(action__in=actions) if actions else Q()
    wanted &= Q(actor=actor) if actor else Q()
    wanted &= Q(at__gte=since) if since else Q()
    wanted &= Q(at__lt=until) if until else Q()
    wanted &= Q(seq__lt=before) if before is not None else Q()
    found: QuerySet[Event] = Event.objects.filter(wanted).order_by("-seq")
    return [_told(event) for event in found[:PAGE]]


def _told(event: Event) -> Told:
    return Told(
        event.seq,
        event.at,
        event.actor,
        event.action,
        event.kind,
        event.object_id,
        event.office_id,
        json.loads(event.detail),
    )
