"""The end of every piece of work: clocks follow, reactions act until all is quiet, the facts are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db.models import F

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions.births import bear_case
from sojourn.cases.actions.clocks import follow_clocks
from sojourn.cases.actions.effects import perform
from sojourn.cases.actions.keeping import keep_facts
from sojourn.cases.actions.working import CHANGE, Work, take_up
from sojourn.cases.models import Case
from sojourn.grammar.lifecycle import Effect, Event, reactions

# Reactions that answer each other for ever are a mistake in a pack, found here rather than at midnight.
MOST_ROUNDS = 50
_TABLES = {
    "task": "tasks", "done": "tasks", "cancel": "tasks", "alert": "alerts", "clear": "alerts",
    "referral": "referrals", "service": "services",
}  # fmt: skip


@contextmanager
def work_on(case: Case | UUID, by: Viewer, permission: Permission) -> Iterator[Work]:
    """Take up a case, let the block do its work, and settle what follows from it; use inside an action."""
    work = take_up(case, by, permission)
    yield work
    settle(work)


def settle(work: Work) -> None:
    """Let clocks and reactions follow, keep the facts, and count the case's version up."""
    for _round in range(MOST_ROUNDS):
        follow_clocks(work)
        if not work.events:
            break
        event = work.events.pop(0)
        effects = reactions(work.pack, work.facts, event)
        carry_out(work, [effect for effect in effects if event.kind == "form" or not _was_lifted(work, effect)])
    else:
        raise RuntimeError(f"the reactions of {work.pack.name} never come to rest: {work.events[:3]}")
    keep_facts(work)
    Case.objects.filter(pk=work.case.pk).update(version=F("version") + 1)
    work.case.version += 1


def carry_out(work: Work, effects: Iterable[Effect]) -> None:
    """Carry out effects; if any changed something, reactions hear of it once."""
    done = [effect.kind for effect in effects if perform(work, effect, _opened)]
    if done:
        work.changed(*(_TABLES[kind] for kind in done if kind in _TABLES))
        if Event(*CHANGE) not in work.events:
            work.touched()


def _was_lifted(work: Work, effect: Effect) -> bool:
    """Whether somebody lifted this very hold and nothing was entered since: a person's decision stands till then."""
    if effect.kind != "hold":
        return False
    same = (effect.params["state"], effect.params.get("reason", ""))
    lifted = [pause.until_at for pause in work.rows.pauses if pause.until_at and (pause.state, pause.reason) == same]
    entered = [entry.at for entry in work.rows.signed]
    return bool(lifted) and (not entered or max(lifted) >= max(entered))


def _opened(work: Work, effect: Effect) -> bool:
    return bear_case(work, effect, settle)
