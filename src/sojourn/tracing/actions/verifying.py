"""Ask both sides, look at documents, and say whether it fits: each side answers without reading the other's answer."""

from __future__ import annotations

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.models import Case
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.tracing.actions.holding import held, noted
from sojourn.tracing.models import TracePair, TraceProof
from sojourn.tracing.queries.pairs import SeenPair, waits

OUTCOMES = ("yes", "partly", "no")
LONGEST = 4000


@action
def ask_proof(*, case: Case, pair: TracePair, kind: str, question: str, by: Viewer) -> TraceProof:
    """Put a question to both sides, or name a document, a person who knows, or a test; the pair must be at work."""
    seen = _at_work(case, pair, by)
    if kind not in TraceProof.Kind.values or not question.strip():
        raise Refused(Reason("question", "Say what is asked, or what is looked at.", field="question"))
    proof = TraceProof.objects.create(
        pair=seen.pair, kind=kind, question=question.strip()[:LONGEST], asked_at=moment.now(), asked_by=by.user_id
    )
    noted(seen, "trace.asked", by, kind=kind)
    return proof


@action
def answer_proof(*, case: Case, proof: TraceProof, role: str, answer: str, by: Viewer) -> TraceProof:
    """Write down what the member on one's own side said; Refused for the other side, and a second time."""
    seen = _at_work(case, proof.pair, by)
    proof = TraceProof.objects.select_for_update().get(pk=proof.pk, pair=seen.pair)
    if role not in seen.roles:
        raise Refused(Reason("other_side", "Only the office of that side writes its answer."))
    if not answer.strip():
        raise Refused(Reason("answer", "Write what was answered.", field="answer"))
    if getattr(proof, f"{role}_at"):
        raise Refused(Reason("answered", "This side has answered: an answer is not changed afterwards."))
    setattr(proof, f"{role}_answer", answer.strip()[:LONGEST])
    setattr(proof, f"{role}_at", moment.now())
    setattr(proof, f"{role}_by", by.user_id)
    proof.save()
    noted(seen, "trace.answered", by, role=role)
    return proof


@action
def judge_proof(*, case: Case, proof: TraceProof, outcome: str, remark: str = "", by: Viewer) -> TraceProof:
    """Say whether it fits. A question is judged once both sides have answered; anything else wants a remark."""
    seen = _at_work(case, proof.pair, by)
    proof = TraceProof.objects.select_for_update().get(pk=proof.pk, pair=seen.pair)
    if outcome not in OUTCOMES:
        raise Refused(Reason("outcome", "Say whether it fits, fits in part, or doesn't fit.", field="outcome"))
    if waits(proof):
        raise Refused(Reason("not_answered", "Both sides must have answered first."))
    if proof.kind != TraceProof.Kind.QUESTION and not remark.strip():
        raise Refused(Reason("remark", "Say what was seen, and by whom.", field="remark"))
    proof.outcome, proof.note = outcome, remark.strip()[:LONGEST]
    proof.judged_at, proof.judged_by = moment.now(), by.user_id
    proof.save()
    noted(seen, "trace.judged", by, outcome=outcome)
    return proof


def _at_work(case: Case, pair: TracePair, by: Viewer) -> SeenPair:
    seen = held(case, pair, by)
    if seen.pair.state != TracePair.State.CHECKING:
        raise Refused(Reason("not_checking", "This candidate is not being checked: take it up first."))
    if seen.pair.barred:
        raise Refused(Reason("barred", "Nobody is asked before a protection officer has said that contact is safe."))
    return seen
