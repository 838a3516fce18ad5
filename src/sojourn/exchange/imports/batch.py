"""A batch made ready in full before the database is asked anything about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.cases.actions.ingest import ClosedCases, NewCase, make_ready
from sojourn.exchange.imports.gather import Gathered
from sojourn.exchange.imports.plan import Plan


@dataclass(frozen=True)
class Batch:
    """Some rows, the cases they make, and those cases' own rows where they can be made ahead."""

    gathered: Sequence[Gathered]
    cases: Sequence[NewCase]
    ready: ClosedCases | None

    @classmethod
    def of(cls, gathered: Sequence[Gathered], *, plan: Plan, office: Office, by: Viewer) -> Batch:
        """Make the batch; asks no database, so any thread may."""
        cases = [one.case for one in gathered if one.case is not None]
        ready = make_ready(pack=plan.pack, office=office, cases=cases, by=by, stage=plan.mapping.stage)
        return cls(gathered, cases, ready)
