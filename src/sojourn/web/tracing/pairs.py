"""A candidate: what speaks for it, what both were asked, and the next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sojourn.accounts.roles import Permission
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection.doors import door
from sojourn.tracing import actions
from sojourn.tracing.queries.pairs import KINDS, Proof, SeenPair, SeenProof, pair_in, proofs_of, steps_of
from sojourn.web.answering import do
from sojourn.web.cases.desk import Desk, desk_for
from sojourn.web.cases.header import header_of
from sojourn.web.choosing import Choice
from sojourn.web.people.sentences import band_words
from sojourn.web.tracing.words import STATE_TONES, evidence

LONG = 4000


@door("tracing.pair", permission=Permission.FAMILY_TRACE, scope="case")
@require_safe
def show_pair(request: HttpRequest, case_id: UUID, pair_id: UUID) -> HttpResponse:
    """One candidate as this side may see it."""
    desk, seen = _found(request, case_id, pair_id)
    pair = seen.pair
    words = {
        "case": header_of(desk, "case-tracing"), "pair": pair, "tone": STATE_TONES[pair.state],
        "band": band_words(pair.band), "relation": pair.get_relation_display(),
        "own": [{"name": desk.name(side.member_id), "role": side.role} for side in seen.sides],
        "evidence": evidence(pair.reasons), "disclosed": seen.disclosed,
        "proofs": [_proof(one) for one in proofs_of(seen)], "steps": steps_of(seen),
        "kinds": [Choice(code, str(label), False) for code, label in KINDS],
        "may_decide": desk.may(Permission.DECIDE),
        "sealed": bool(desk.case.compartment), "both_ours": len(seen.sides) == 2,
    }  # fmt: skip
    return render(request, "web/tracing/pair.html", words)


@door("tracing.step", permission=Permission.FAMILY_TRACE, scope="case")
@require_POST
def step(request: HttpRequest, case_id: UUID, pair_id: UUID) -> HttpResponse:
    """Take a candidate up, confirm, reject, write down a reunion, or tell the other side of a sealed case."""
    typed = request.POST
    reason = typed.get("reason", "")[:LONG]
    steps: dict[str, Callable[[dict[str, Any]], Any]] = {
        "take_up": lambda who: actions.take_up_pair(**who),
        "confirm": lambda who: actions.confirm_pair(reason=reason, **who),
        "reject": lambda who: actions.reject_pair(reason=reason, **who),
        "tell": lambda who: actions.tell_the_other_side(reason=reason, **who),
        "reunite": lambda who: actions.reunite(
            on=_day(typed.get("on", "")), handed_to=typed.get("handed_to", "")[:LONG],
            document=typed.get("document", "")[:LONG], **who,
        ),
    }  # fmt: skip
    wanted = steps.get(typed.get("do", ""))
    if wanted is None:
        raise Http404
    desk, seen = _found(request, case_id, pair_id)
    who = {"case": desk.case, "pair": seen.pair, "by": desk.viewer}
    return do(request, lambda: wanted(who), _("Done"), _back(case_id, pair_id, typed.get("do") == "reject"))


@door("tracing.ask", permission=Permission.FAMILY_TRACE, scope="case")
@require_POST
def ask(request: HttpRequest, case_id: UUID, pair_id: UUID) -> HttpResponse:
    """Put a question to both sides, or name what is looked at."""
    desk, seen = _found(request, case_id, pair_id)
    asked = {"kind": request.POST.get("kind", ""), "question": request.POST.get("question", "")}
    return do(
        request, lambda: actions.ask_proof(case=desk.case, pair=seen.pair, by=desk.viewer, **asked),
        _("Both sides see the question now"), _back(case_id, pair_id),
    )  # fmt: skip


@door("tracing.answer", permission=Permission.FAMILY_TRACE, scope="case")
@require_POST
def answer(request: HttpRequest, case_id: UUID, pair_id: UUID) -> HttpResponse:
    """Write down what the member of one's own side answered."""
    desk, seen = _found(request, case_id, pair_id)
    proof, typed = _named(request, seen), request.POST
    return do(
        request,
        lambda: actions.answer_proof(
            case=desk.case, proof=proof, role=typed.get("role", ""), answer=typed.get("answer", ""), by=desk.viewer
        ),
        _("The answer is kept"), _back(case_id, pair_id),
    )  # fmt: skip


@door("tracing.judge", permission=Permission.FAMILY_TRACE, scope="case")
@require_POST
def judge(request: HttpRequest, case_id: UUID, pair_id: UUID) -> HttpResponse:
    """Say whether it fits."""
    desk, seen = _found(request, case_id, pair_id)
    proof = _named(request, seen)
    said = {"outcome": request.POST.get("outcome", ""), "remark": request.POST.get("remark", "")}
    return do(
        request, lambda: actions.judge_proof(case=desk.case, proof=proof, by=desk.viewer, **said),
        _("Done"), _back(case_id, pair_id),
    )  # fmt: skip


def _found(request: HttpRequest, case_id: UUID, pair_id: UUID) -> tuple[Desk, SeenPair]:
    desk = desk_for(request, case_id)
    seen = pair_in(desk.case, pair_id)
    if seen is None:
        raise Http404
    return desk, seen


def _named(request: HttpRequest, seen: SeenPair) -> Proof:
    wanted = request.POST.get("proof", "")
    for one in proofs_of(seen):
        if str(one.proof.pk) == wanted:
            return one.proof
    raise Http404


def _proof(seen: SeenProof) -> dict[str, Any]:
    proof = seen.proof
    names = {"seeker": _("who seeks"), "sought": _("who may be sought")}
    return {
        "row": proof, "kind": proof.get_kind_display(), "is_question": proof.kind == "question",
        "answers": [(names[role], text) for role, text in sorted(seen.answers.items())],
        "to_answer": [(role, names[role]) for role in sorted(seen.waits_for)],
        "may_judge": not proof.outcome and (proof.kind != "question" or (proof.seeker_at and proof.sought_at)),
        "outcome": proof.get_outcome_display() if proof.outcome else "",
        "tone": {"yes": "good", "partly": "warn", "no": "danger"}.get(proof.outcome, ""),
    }  # fmt: skip


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError as error:
        raise Refused(Reason("day", "Write the day as year, month and day, such as 2026-03-31", field="on")) from error


def _back(case_id: UUID, pair_id: UUID, gone: bool = False) -> str:
    if gone:
        return reverse("web:case-tracing", args=[case_id])
    return reverse("web:trace-pair", args=[case_id, pair_id])
