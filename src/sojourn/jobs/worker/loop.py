"""The worker's rounds: each looks for steps that are due, in every office; two workers do nothing twice."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError, close_old_connections

from sojourn.accounts.queries import every_office
from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions import due_cases, escalate_case
from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.packs import catalogue
from sojourn.jobs.worker.beside import Beside, away
from sojourn.jobs.worker.tracing import look_for_family
from sojourn.protection.scope import seen_by

log = logging.getLogger("sojourn.worker")


@dataclass(frozen=True)
class Round:
    """How many cases had a step that was due, and how many of them could not be brought on."""

    cases: int
    failed: int


def take_round() -> Round:
    """Take every step that is due now; a case that cannot be brought on is logged and left for the next round."""
    failed = 0
    by = machine("worker")
    with seen_by(by):
        waiting = due_cases()
        for case in waiting:
            try:
                escalate_case(case=case, by=by)
            except Exception:
                log.exception("a case could not be brought on", extra={"case": str(case)})
                failed += 1
    return Round(len(waiting), failed)


def work_until(stopped: Callable[[], bool], every_seconds: float, tell: Callable[[str], object]) -> None:
    """Take rounds until `stopped` says so; a database that is away is waited for."""
    identities = Beside(stopped, tell)
    while not stopped():
        try:
            done = take_round()
            if done.cases:
                tell(f"{done.cases} cases brought on" + (f", {done.failed} could not be" if done.failed else ""))
            identities.begin(machine("worker"))
            sought = look_for_family(machine("tracing"))
            if sought.found:
                tell(f"{sought.requests} requests compared, {sought.found} candidates found")
        except DatabaseError as error:
            tell(away(error))
        close_old_connections()
        _rest(stopped, every_seconds)
    identities.end(seconds=5.0)


def _rest(stopped: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not stopped() and time.monotonic() < until:
        time.sleep(min(0.2, seconds))


def machine(purpose: str) -> Viewer:
    """A machine in every office, with the seals of every pack that can be read."""
    return Viewer.machine(purpose, every_office(), set(_seals()))


def _seals() -> Iterator[str]:
    """The compartments of every pack that can be read."""
    for name in catalogue().names():
        try:
            if seal := catalogue().pack(name).compartment:
                yield seal
        except GrammarErrors:
            log.warning("the pack %s cannot be read; its sealed cases wait", name)
