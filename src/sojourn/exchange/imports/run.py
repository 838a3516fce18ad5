"""Take a planned file in: batches, each whole or not at all, and a run that goes on where it was cut off."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.exchange import actions
from sojourn.exchange.imports.ahead import batches_ahead
from sojourn.exchange.imports.batch import Batch
from sojourn.exchange.imports.gather import Gatherer
from sojourn.exchange.imports.plan import Plan
from sojourn.exchange.models import ImportRun

BATCH = 5_000


@dataclass
class Trial:
    """What an import would do, without writing anything."""

    rows: int = 0
    cases: int = 0
    refused: int = 0


# Called with the rows done and the rows there are.
Tell = Callable[[int, int], None]


def quietly(done: int, rows: int) -> None:
    """Tell nobody."""


def try_import(plan: Plan, *, tell: Tell = quietly) -> Trial:
    """Check every row and write nothing."""
    trial = Trial()
    for one in Gatherer(plan).gather(plan.table().rows):
        trial.rows += one.rows
        trial.cases += one.case is not None
        trial.refused += len(one.refused)
        tell(trial.rows, plan.rows)
    return trial


def import_file(plan: Plan, *, office: Office, by: Viewer, tell: Tell = quietly, batch: int = BATCH) -> ImportRun:
    """Write the file's rows as cases; resume a run that was cut off, leave a finished one as it is.

    Refused when another process is at it. Each batch (of so many cases) is committed with how far the run came, so
    that a process killed at any instant loses and doubles nothing.
    """
    run = actions.begin_run(plan=plan, office=office, by=by)
    if run.finished_at is not None:
        return run
    with actions.alone(run):
        run.refresh_from_db()
        tell(run.rows_seen, plan.rows)
        gathering = Gatherer(plan).gather(plan.table().rows, run.next_row)
        ahead = batches_ahead(gathering, batch, lambda some: Batch.of(some, plan=plan, office=office, by=by))
        # Closed at once when a batch fails, or its thread would read on until somebody collects the garbage.
        with closing(ahead) as ready:
            for one in ready:
                run = actions.take_batch(run=run, plan=plan, batch=one, by=by)
                tell(run.rows_seen, plan.rows)
        return actions.finish_run(run=run, by=by)
