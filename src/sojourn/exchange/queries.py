"""The only reader of import runs and of facts for extracts; row security lets a viewer see their offices' own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sojourn.accounts.models import Office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Fact
from sojourn.exchange.models import ImportProblem, ImportRun
from sojourn.protection import policy

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


def extract_offices(viewer: Viewer) -> frozenset[UUID]:
    """The offices whose facts the viewer may both count and export."""
    return frozenset(
        post.office_id
        for post in viewer.posts_with(Permission.EXPORT)
        if viewer.may(Permission.MEASURES_READ, post.office_id)
    )


def fact_rows(viewer: Viewer, pack: str, unit: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Stream id and facts of a unit (case or member) that the viewer may count, from the offices they may export.

    Sealed compartments are left out: that a sealed case exists is not told to statistics.
    """
    rows = Fact.objects.filter(
        policy.statistics_scope(viewer),
        pack=pack,
        member__isnull=unit == "case",
        office__in=extract_offices(viewer),
        compartment="",
    )
    for row in rows.order_by("id").values_list("id", "facts").iterator(chunk_size=5_000):
        yield str(row[0]), row[1]
