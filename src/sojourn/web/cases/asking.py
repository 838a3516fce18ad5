"""What a step, a hold or a lift asks for: a coded reason, a note, and why it was refused before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.grammar.codes import shared_list
from sojourn.grammar.lifecycle import attempt, attempt_lift
from sojourn.grammar.packs import Transition
from sojourn.kernel.refused import Reason
from sojourn.web.cases.desk import Desk
from sojourn.web.choosing import Choice
from sojourn.web.wording import Why, role_names, whys

# Refusals that the page itself asks the answer for.
ASKED_HERE = {"reason_required", "form_missing"}


@dataclass(frozen=True)
class State:
    """One side state and the reasons it takes."""

    name: str
    label: str
    chosen: bool
    reasons: tuple[Choice, ...]


@dataclass(frozen=True)
class Asked:
    """A small sheet of questions around a step."""

    title: str
    words: str
    url: str
    back_url: str
    go_label: str
    refusals: tuple[Why, ...]
    reasons: tuple[Choice, ...] = ()
    reason_required: bool = False
    states: tuple[State, ...] = ()
    note: str = ""
    note_required: bool = False


def asked_for_move(
    desk: Desk, declared: Transition, typed: QueryDict, refused: Sequence[Reason], *, has_form: bool
) -> Asked:
    """What a transition asks; before anything was sent, what would stand in its way."""
    against = list(refused) or attempt(
        desk.pack, desk.facts, declared.name, roles=desk.roles, by=str(desk.viewer.user_id), language=desk.language,
        holds=desk.holds,
    )  # fmt: skip
    shown = [reason for reason in against if refused or reason.code not in ASKED_HERE]
    return Asked(
        title=desk.label("transition", declared.name),
        words=_words(desk, declared),
        url=reverse("web:move", args=[desk.case.pk, declared.name]),
        back_url=reverse("web:show-case", args=[desk.case.pk]),
        go_label=desk.label("transition", declared.name),
        refusals=whys(reason for reason in shown if not (has_form and reason.field)),
        reasons=_choices(desk, declared.reason, typed.get("reason", "")),
        reason_required=declared.reason_required,
        note=typed.get("note", ""),
    )


def asked_for_hold(desk: Desk, typed: QueryDict, refused: Sequence[Reason]) -> Asked:
    """What a hold asks: which state, and for which reason."""
    may = [state for state in desk.pack.side_states.values() if state.roles is None or state.roles & desk.roles]
    first = may[0].name if may else ""
    chosen = typed.get("state", first)
    return Asked(
        title=_("Put on hold"),
        words=_("While a case is on hold, blocked steps wait and deadlines stand still, except those set by law."),
        url=reverse("web:hold", args=[desk.case.pk]),
        back_url=reverse("web:show-case", args=[desk.case.pk]),
        go_label=_("Put on hold"),
        refusals=whys(refused),
        states=tuple(
            State(
                state.name,
                desk.label("side_state", state.name),
                state.name == chosen,
                _choices(desk, state.reasons, typed.get(f"reason-{state.name}", "")),
            )
            for state in may
        ),
        note=typed.get("note", ""),
    )


def asked_for_lift(desk: Desk, typed: QueryDict, refused: Sequence[Reason]) -> Asked:
    """What lifting asks: a word why, where the reason of the hold needs one."""
    state = desk.pack.side_states.get(desk.case.side_state)
    rule = state.lift_by_reason.get(desk.case.side_reason, state.lift) if state else None
    # A note is what this page asks for: its absence is no ground yet.
    against = refused or attempt_lift(desk.pack, desk.facts, roles=desk.roles, note="…")
    only = _("Lifted by: %(roles)s.") % {"roles": role_names(sorted(rule.roles))} if rule and rule.roles else ""
    return Asked(
        title=_("Lift: %(state)s") % {"state": desk.label("side_state", desk.case.side_state)},
        words=only,
        url=reverse("web:lift", args=[desk.case.pk]),
        back_url=reverse("web:show-case", args=[desk.case.pk]),
        go_label=_("Lift the hold"),
        refusals=whys(against),
        note=typed.get("note", ""),
        note_required=bool(rule and rule.needs_reason),
    )


def _words(desk: Desk, declared: Transition) -> str:
    stage = desk.label("stage", declared.to)
    if declared.accepted_by:
        return _("The other office is asked. When it accepts, the case is at: %(stage)s.") % {"stage": stage}
    return _("After this step the case is at: %(stage)s.") % {"stage": stage}


def _choices(desk: Desk, list_name: str, chosen: str) -> tuple[Choice, ...]:
    found = desk.pack.codes.get(list_name) or shared_list(list_name) if list_name else None
    rows: Iterable[str] = desk.pack.list_of(list_name) if list_name else ()
    return tuple(Choice(name, found.label(name, desk.language) if found else name, name == chosen) for name in rows)
