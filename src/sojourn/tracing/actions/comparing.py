"""Look for candidates: for the worker, which sees both sides; a suggestion is kept, and nothing of either side leaves.

Compared are members of other cases who agreed to tracing. What people decided stays: a rejected candidate never
returns, and one at work keeps its state.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from sojourn.audit.action import action
from sojourn.cases.models import Member
from sojourn.kernel import ids, moment
from sojourn.matching.match import Match
from sojourn.subjects.records import RULES
from sojourn.tracing.actions.requesting import BARRED
from sojourn.tracing.candidates import Candidate, candidates_for
from sojourn.tracing.models import TracePair, TraceRequest, TraceSide
from sojourn.tracing.queries.requests import agreed

# A request is compared again after this long, since people are registered and agree at any time.
AGAIN_AFTER = timedelta(minutes=30)
BATCH = 100
KEPT = ("likely", "possible")


@dataclass(frozen=True)
class Compared:
    """How many requests were compared, and how many candidates were found for the first time."""

    requests: int
    found: int


@action
def compare_requests(*, batch: int = BATCH) -> Compared:
    """Compare up to `batch` requests that changed or were last compared a while ago."""
    due = Q(compared_at=None) | Q(compared_at__lt=moment.now() - AGAIN_AFTER)
    rows = list(
        TraceRequest.objects.filter(due)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("case", "member__subject")
        .order_by("compared_at", "opened_at")[:batch]
    )
    found = sum(_compare(request) for request in rows)
    TraceRequest.objects.filter(pk__in=[row.pk for row in rows]).update(compared_at=moment.now())
    return Compared(len(rows), found)


def _compare(request: TraceRequest) -> int:
    followed = request.status == TraceRequest.Status.OPEN and request.member_id in agreed([request.member])
    near = candidates_for(request) if followed else []
    kept = [one for one in near if one.match.band in KEPT]
    before = {pair.person_ref: pair for pair in TracePair.objects.filter(request_ref=request.pk)}
    gone = [pair.pk for person, pair in before.items() if pair.state == "possible" and person not in _people(kept)]
    TracePair.objects.filter(pk__in=gone).delete()
    new = [one for one in kept if one.person not in before]
    for one in kept:
        if one.person in before and before[one.person].state == "possible":
            _rescore(before[one.person], request, one.match)
    for one in new:
        _keep(request, one)
    return len(new)


def _people(candidates: Collection[Candidate]) -> set[UUID]:
    return {one.person for one in candidates}


def _rescore(pair: TracePair, request: TraceRequest, match: Match) -> None:
    pair.score, pair.band, pair.reasons, pair.rules = match.probability, match.band, _reasons(match), RULES
    pair.barred, pair.relation = request.clearance in BARRED, request.relation
    pair.save()


def _keep(request: TraceRequest, one: Candidate) -> None:
    """Keep a candidate with both sides; a side doesn't learn of it while the other is sealed.

    The sides come first: a pair is there only for whoever sees a side of it.
    """
    pair = TracePair(
        id=ids.new_id(), request_ref=request.pk, person_ref=one.person, relation=request.relation,
        score=one.match.probability, band=one.match.band, reasons=_reasons(one.match), rules=RULES,
        barred=request.clearance in BARRED, found_at=moment.now(),
    )  # fmt: skip
    seeker, sought = request.member, one.member
    sealed_sought, sealed_seeker = bool(sought.case.compartment), bool(request.compartment)
    TraceSide.objects.bulk_create([
        _side(pair, "seeker", seeker, open=not sealed_sought),
        _side(pair, "sought", sought, open=not sealed_seeker or sealed_sought),
    ])  # fmt: skip
    pair.save(force_insert=True)


def _side(pair: TracePair, role: str, member: Member, *, open: bool) -> TraceSide:
    case = member.case
    return TraceSide(
        pair=pair, role=role, office_id=case.office_id, compartment=case.compartment, case=case, member=member,
        open=open,
    )  # fmt: skip


def _reasons(match: Match) -> list[dict[str, object]]:
    """What agrees and what speaks against, without a value: neither side may read the other's."""
    return [
        {"field": reason.field, "level": reason.level, "weight": round(reason.weight, 2), "code": reason.code}
        for reason in match.reasons
    ]
