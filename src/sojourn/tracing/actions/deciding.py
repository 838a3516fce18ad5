"""Take a candidate up, confirm, reject, reunite. Two people confirm, and nobody learns a place before."""

from __future__ import annotations

from datetime import date

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.models import Case
from sojourn.kernel.refused import Reason, Refused
from sojourn.tracing.actions.holding import as_both_sides, held, step
from sojourn.tracing.models import TracePair, TraceProof
from sojourn.tracing.queries.pairs import SeenPair, verified
from sojourn.tracing.queries.requests import both_agree_to_contact

# children.md, states: located → verified.
LEAST_PROOFS = 2
State = TracePair.State


@action
def take_up_pair(*, case: Case, pair: TracePair, by: Viewer) -> TracePair:
    """Begin to check a possible candidate; Refused while contact isn't cleared."""
    seen = _in(held(case, pair, by), State.POSSIBLE)
    if seen.pair.barred:
        raise Refused(Reason("barred", "Nobody is asked before a protection officer has said that contact is safe."))
    seen.pair.tracer = by.user_id
    step(seen, State.CHECKING, "", by)
    return seen.pair


@action
def confirm_pair(*, case: Case, pair: TracePair, reason: str, by: Viewer) -> TracePair:
    """Confirm that it is the person sought, and tell each side where the other is.

    Refused unless two proofs fit and none speaks against it, a question was put to both, both agreed to contact, and
    whoever confirms may decide and isn't the one who took the candidate up.
    """
    seen = _in(held(case, pair, by, Permission.DECIDE), State.CHECKING)
    _reasoned(reason)
    proofs = list(TraceProof.objects.filter(pair=seen.pair))
    lacking = [
        Reason("proofs", "Two things that fit are needed, {count} are there.", {"count": verified(proofs)})
        if verified(proofs) < LEAST_PROOFS else None,
        Reason("both_asked", "At least one question must have been put to both sides.")
        if not any(one.kind == TraceProof.Kind.QUESTION and one.outcome == "yes" for one in proofs) else None,
        Reason("against", "Something doesn't fit: clear it up, or reject the candidate.")
        if any(one.outcome == "no" for one in proofs) else None,
        Reason("four_eyes", "Somebody else must confirm what you have checked.")
        if by.user_id is not None and by.user_id == seen.pair.tracer else None,
        Reason("no_contact_consent", "Both sides must have agreed that the other may be told where they are.")
        if not both_agree_to_contact(seen.pair.pk) else None,
        Reason("barred", "Nobody is asked before a protection officer has said that contact is safe.")
        if seen.pair.barred else None,
    ]  # fmt: skip
    if found := [one for one in lacking if one is not None]:
        raise Refused(found)
    with as_both_sides(seen.pair) as sides:
        told = {role: {"office": side.office.name, "country": side.office.country} for role, side in sides.items()}
    seen.pair.disclosed = {"seeker": told["sought"], "sought": told["seeker"]}
    step(seen, State.CONFIRMED, reason.strip(), by)
    return seen.pair


@action
def reject_pair(*, case: Case, pair: TracePair, reason: str, by: Viewer) -> TracePair:
    """Say that it isn't the person sought, with the reason; the candidate doesn't return."""
    seen = _in(held(case, pair, by), State.POSSIBLE, State.CHECKING)
    _reasoned(reason)
    step(seen, State.REJECTED, reason.strip(), by)
    return seen.pair


@action
def reunite(*, case: Case, pair: TracePair, on: date, handed_to: str, document: str, by: Viewer) -> TracePair:
    """Write down that they are together: when, handed to which named adult, with which document (children.md R10)."""
    seen = _in(held(case, pair, by), State.CONFIRMED)
    if not handed_to.strip() or not document.strip():
        raise Refused(Reason("handed_to", "Name the adult who received the person, and the document that was shown."))
    step(seen, State.REUNIFIED, f"{on.isoformat()}: {handed_to.strip()} ({document.strip()})", by)
    return seen.pair


def _in(seen: SeenPair, *states: str) -> SeenPair:
    if seen.pair.state not in states:
        raise Refused(Reason("other_state", "The candidate has moved on meanwhile: look at the page again."))
    return seen


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise Refused(Reason("reason", "Say why.", field="reason"))
