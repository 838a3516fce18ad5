"""The only reader of import runs; row security lets a viewer see those of their offices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.exchange.models import ImportProblem, ImportRun

if TYPE_CHECKING:
    from sojourn.exchange.imports.plan import Plan


def run_of(plan: Plan, office: Office) -> ImportRun | None:
    """Find the run of this file, mapping and office."""
    return ImportRun.objects.filter(
        office=office, pack=plan.pack.name, file_sha256=plan.file_sha256, mapping_sha256=plan.mapping_sha256
    ).first()


def runs_of(viewer: Viewer) -> list[ImportRun]:
    """List the runs of the viewer's offices, newest first."""
    return list(ImportRun.objects.filter(office__in=viewer.offices).select_related("office").order_by("-started_at"))


def problems_of(run: ImportRun) -> Iterator[ImportProblem]:
    """Stream the problems of a run in the order of its rows."""
    return ImportProblem.objects.filter(run=run).order_by("row", "id").iterator(chunk_size=2_000)
