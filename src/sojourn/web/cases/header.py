"""The head of every page of a case: what it is, where it stands, and the ways out that nothing may block."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.accounts.roles import Permission
from sojourn.grammar.lifecycle import open_transitions
from sojourn.web.cases.desk import Desk
from sojourn.web.cases.moves import Move, Moves, moves_of
from sojourn.web.frame.navigation import Link
from sojourn.web.wording import role_names


@dataclass(frozen=True)
class Header:
    """What `web/cases/base.html` shows."""

    id: UUID
    number: str
    title: str
    pack_label: str
    stage_label: str
    side_label: str
    side_reason: str
    side_words: str
    sealed: bool
    offices: str
    tabs: tuple[Link, ...]
    tab_label: str
    exits: tuple[Move, ...]
    hold_url: str
    lift_url: str


def header_of(desk: Desk, tab: str) -> Header:
    """Build the head of a case's page; `tab` names the part that is open."""
    case = desk.case
    tabs = tabs_of(desk, tab)
    held = bool(case.side_state)
    may_hold = desk.may(Permission.CASE_WRITE) and not desk.pack.stages[case.stage].final and _states(desk)
    return Header(
        id=case.pk,
        number=case.number,
        title=desk.title,
        pack_label=desk.label("pack", desk.pack.name),
        stage_label=desk.label("stage", case.stage),
        side_label=desk.label("side_state", case.side_state) if held else "",
        side_reason=_reason(desk),
        side_words=_held_words(desk) if held else "",
        sealed=bool(case.compartment),
        offices=" – ".join(office.name for office in (case.office, case.receiving_office) if office),
        tabs=tabs,
        tab_label=next((link.label for link in tabs if link.here), ""),
        exits=moves(desk).exits,
        hold_url=reverse("web:hold", args=[case.pk]) if may_hold and not held else "",
        lift_url=reverse("web:lift", args=[case.pk]) if held and desk.may(Permission.CASE_WRITE) else "",
    )


def moves(desk: Desk) -> Moves:
    """The steps that start from the present stage."""
    by = str(desk.viewer.user_id)
    offers = open_transitions(desk.pack, desk.facts, roles=desk.roles, by=by, language=desk.language, holds=desk.holds)
    return moves_of(desk.pack, desk.case.pk, offers, desk.case.stage, desk.language)


def tabs_of(desk: Desk, here: str) -> tuple[Link, ...]:
    """The parts of a case's pages."""
    open_tasks = sum(1 for task in desk.rows.tasks if not task.done_at and not task.cancelled_at)
    parts = [
        ("show-case", _("Overview"), 0),
        ("case-forms", _("Forms"), 0),
        *([("case-people", _("People"), len(desk.facts.members))] if desk.pack.members else []),
        ("case-work", _("Tasks and services"), open_tasks),
        *([("case-tracing", _("Family tracing"), 0)] if _traces(desk) else []),
        ("case-files", _("Files"), 0),
        ("case-timeline", _("Timeline"), 0),
    ]
    return tuple(
        Link(label, reverse(f"web:{name}", args=[desk.case.pk]), here=name == here, count=count)
        for name, label, count in parts
    )


def _traces(desk: Desk) -> bool:
    return bool(desk.pack.members) and desk.may(Permission.FAMILY_TRACE)


def _states(desk: Desk) -> bool:
    return any(state.roles is None or state.roles & desk.roles for state in desk.pack.side_states.values())


def _reason(desk: Desk) -> str:
    state = desk.pack.side_states.get(desk.case.side_state)
    return desk.choice(state.reasons, desk.case.side_reason) if state else ""


def _held_words(desk: Desk) -> str:
    state = desk.pack.side_states.get(desk.case.side_state)
    rule = state.lift_by_reason.get(desk.case.side_reason, state.lift) if state else None
    if rule is None or rule.roles is None:
        return _("Deadlines stand still meanwhile, except those set by law.")
    words = _("Lifted by: %(roles)s. Deadlines stand still meanwhile, except those set by law.")
    return words % {"roles": role_names(sorted(rule.roles))}
