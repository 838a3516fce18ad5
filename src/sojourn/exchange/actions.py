"""The only writer of import runs: begin or resume one, take a batch, finish."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection

from sojourn.accounts.models import Office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.cases.actions.ingest import NewCase, ingest_cases
from sojourn.exchange import queries
from sojourn.exchange.models import ImportedKey, ImportProblem, ImportRun
from sojourn.exchange.tables.faults import shown_name
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused

if TYPE_CHECKING:
    from sojourn.exchange.imports.batch import Batch
    from sojourn.exchange.imports.gather import RefusedRow
    from sojourn.exchange.imports.plan import Plan
    from sojourn.grammar.packs import Pack


@action
def begin_run(*, plan: Plan, office: Office, by: Viewer) -> ImportRun:
    """Return the run of this file, mapping and office: a new one, or the one to resume; Refused without the right."""
    if not by.may(Permission.IMPORT, office.id):
        raise Refused(Reason("role", "You may not import into the office {office}", {"office": office.code}))
    run, made = ImportRun.objects.get_or_create(
        office=office,
        pack=plan.pack.name,
        file_sha256=plan.file_sha256,
        mapping_sha256=plan.mapping_sha256,
        defaults={
            "compartment": plan.pack.compartment,
            "pack_version": plan.pack.version,
            "file_name": shown_name(plan.path),
            "mapping": plan.mapping.name,
            "started_by": by.user_id,
            "started_at": moment.now(),
        },
    )
    detail = {"pack": run.pack, "pack_version": run.pack_version, "mapping": run.mapping, "file": run.file_sha256}
    note("import.begun" if made else "import.resumed", by=by, on=run, detail=detail)
    return run


@contextmanager
def alone(run: ImportRun) -> Iterator[None]:
    """Hold the run for this process; Refused when another is at work on it."""
    key = int.from_bytes(run.id.bytes[-8:], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            raise _taken_by_another()
    try:
        yield
    finally:
        # A connection that is gone has let go of the lock, and asking it would hide why it went.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@action
def take_batch(*, run: ImportRun, plan: Plan, batch: Batch, by: Viewer) -> ImportRun:
    """Write the cases and the refused rows of a batch together with how far the run has come: all of it or nothing.

    Refused when the run has moved since `run` was read, for then somebody else is at work on it.
    """
    before, run = run, ImportRun.objects.select_for_update(of=("self",)).select_related("office").get(pk=run.pk)
    if (run.next_row, run.finished_at) != (before.next_row, None):
        raise _taken_by_another()
    gathered = batch.gathered
    cases, keys, known = _not_yet_known(run, batch)
    opened = ingest_cases(
        pack=plan.pack, office=run.office, cases=cases, by=by, origin=f"import:{run.id}", stage=plan.mapping.stage,
        ready=batch.ready,
    )  # fmt: skip
    ImportedKey.objects.bulk_create(
        ImportedKey(run=run, office=run.office, pack=run.pack, mapping=run.mapping, digest=digest, case_id=case_id)
        for digest, case_id in zip(keys, opened, strict=True)
        if digest
    )
    refused = [row for one in gathered for row in one.refused]
    ImportProblem.objects.bulk_create(_problem_rows(run, refused), batch_size=2_000)
    run.next_row = gathered[-1].last_row + 1
    run.rows_seen += sum(one.rows for one in gathered)
    run.rows_known += known
    run.rows_refused += len(refused)
    run.cases_opened += len(opened)
    run.save(update_fields=["next_row", "rows_seen", "rows_known", "rows_refused", "cases_opened"])
    detail = {"next_row": run.next_row, "cases": len(opened), "refused": len(refused)}
    note("import.batch", by=by, on=run, detail=detail)
    return run


@action
def finish_run(*, run: ImportRun, by: Viewer) -> ImportRun:
    """Mark a run as done."""
    run.finished_at = moment.now()
    run.save(update_fields=["finished_at"])
    note("import.finished", by=by, on=run, detail={"cases": run.cases_opened, "refused": run.rows_refused})
    return run


@action
def record_extract(*, pack: Pack, rows: Mapping[str, int], by: Viewer) -> None:
    """Note that facts left for the evidence side, in each office they may come from; Refused without the right."""
    offices = queries.extract_offices(by)
    if not offices:
        raise Refused(Reason("role", "You may not export facts: it needs the rights to read measures and to export"))
    for office in sorted(offices, key=str):
        detail = {"pack": pack.name, "pack_version": pack.version, **{f"{unit}_rows": n for unit, n in rows.items()}}
        note("facts.extracted", by=by, on=("pack", pack.name), office=office, detail=detail)


def _taken_by_another() -> Refused:
    return Refused(Reason("import_running", "This file is being imported by another process"))


def _not_yet_known(run: ImportRun, batch: Batch) -> tuple[Sequence[NewCase], list[str], int]:
    """The cases of a batch that did not come before, the digest of each one's key or "", and the rows left out."""
    gathered = batch.gathered
    keyed = [(one.case, _digest(run, one.case.key), one.rows) for one in gathered if one.case is not None]
    digests = [digest for _, digest, _ in keyed if digest]
    taken: set[str] = set()
    if digests:
        found = ImportedKey.objects.filter(
            office=run.office, pack=run.pack, mapping=run.mapping, digest__in=digests
        ).values_list("digest", flat=True)
        taken.update(found)
    cases: list[NewCase] = []
    keys: list[str] = []
    known = 0
    for case, digest, rows in keyed:
        if digest and digest in taken:
            known += rows
            continue
        if digest:
            taken.add(digest)
        cases.append(case)
        keys.append(digest)
    # Rows made ahead are those of the whole batch.
    return cases if known else batch.cases, keys, known


def _digest(run: ImportRun, key: str) -> str:
    return hashlib.sha256(f"{run.office_id}\0{run.pack}\0{run.mapping}\0{key}".encode()).hexdigest() if key else ""


def _problem_rows(run: ImportRun, refused: Sequence[RefusedRow]) -> Iterator[ImportProblem]:
    for row in refused:
        for place, problem in enumerate(row.problems):
            yield ImportProblem(
                run=run,
                row=row.row,
                column=problem.column,
                question=problem.question,
                value=problem.value[:500],
                code=problem.code,
                why=problem.why,
                fix=problem.fix,
                row_cells=row.cells if place == 0 else [],
            )
