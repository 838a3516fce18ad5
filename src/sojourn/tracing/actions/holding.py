"""What every action on a pair begins with: the pair locked, the viewer's side known, the right to do it checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sojourn.accounts.queries import every_office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import note
from sojourn.cases.models import Case
from sojourn.grammar.packs import catalogue
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection import policy
from sojourn.protection.scope import seen_by
from sojourn.tracing.models import TracePair, TraceSide, TraceStep
from sojourn.tracing.queries.pairs import SeenPair, pair_in

MACHINE = "tracing"


def must(case: Case, permission: Permission, by: Viewer) -> None:
    """Raise Refused unless the viewer may trace, and holds the permission, in this case."""
    if not policy.may(by, Permission.FAMILY_TRACE, case) or not policy.may(by, permission, case):
        raise Refused(Reason("permission", "You may not do this in this case.", {"permission": str(permission)}))


def held(case: Case, pair: TracePair, by: Viewer, permission: Permission = Permission.FAMILY_TRACE) -> SeenPair:
    """The pair with the case's side of it, kept from others until the transaction ends.

    Raises Refused without the right, or when the pair is no longer there (consent was taken back).
    """
    must(case, permission, by)
    locked = TracePair.objects.select_for_update().filter(pk=pair.pk).first()
    seen = pair_in(case, pair.pk) if locked else None
    if seen is None:
        raise Refused(Reason("pair_gone", "This candidate is no longer there: somebody may have taken back a consent."))
    return seen


def step(seen: SeenPair, to: str, reason: str, by: Viewer) -> None:
    """Move a pair to a state, with a row of its history and an audit event on the viewer's own side."""
    pair = seen.pair
    TraceStep.objects.create(pair=pair, came_from=pair.state, came_to=to, reason=reason, at=moment.now(), by=by.user_id)
    before, pair.state = pair.state, to
    pair.save()
    noted(seen, f"trace.{to}", by, before=before)


def noted(seen: SeenPair, name: str, by: Viewer, **detail: str) -> None:
    """Note an event on the viewer's own side: its office and seal, never the other's."""
    side = seen.sides[0]
    note(name, by=by, on=seen.pair, office=side.office_id, compartment=side.compartment, detail=detail)


@contextmanager
def as_both_sides(pair: TracePair) -> Iterator[dict[str, TraceSide]]:
    """Look at both sides, for what the rules ask of both or a confirmation tells; nothing else may leave the block."""
    with seen_by(Viewer.machine(MACHINE, every_office(), _every_seal())):
        rows = TraceSide.objects.filter(pair=pair).select_related("office")
        yield {side.role: side for side in rows}


def _every_seal() -> set[str]:
    return {pack.compartment for pack in map(catalogue().pack, catalogue().names()) if pack.compartment}
