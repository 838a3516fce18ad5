"""Let the other side of a sealed one know of a candidate: decided by the sealed side's protection officer."""

from __future__ import annotations

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.models import Case
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.tracing.actions.holding import as_both_sides, held, noted
from sojourn.tracing.models import TracePair, TraceSide


@action
def tell_the_other_side(*, case: Case, pair: TracePair, reason: str, by: Viewer) -> TracePair:
    """Show the pair to the other side too; until then it learns nothing. Refused without a reason."""
    seen = held(case, pair, by, Permission.DECIDE)
    if not reason.strip():
        raise Refused(Reason("reason", "Say why.", field="reason"))
    with as_both_sides(seen.pair) as sides:
        shut = [side.pk for side in sides.values() if not side.open]
        TraceSide.objects.filter(pk__in=shut).update(open=True, opened_by=by.user_id, opened_at=moment.now())
    if not shut:
        raise Refused(Reason("told", "The other side knows of this candidate."))
    noted(seen, "trace.told", by)
    return seen.pair
