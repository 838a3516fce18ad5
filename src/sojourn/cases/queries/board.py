"""The manager's board: how many cases stand where, counted over facts, so that nobody is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Substr

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Fact
from sojourn.evidence.suppress import TOTAL, suppress
from sojourn.grammar.packs import Pack
from sojourn.kernel import moment
from sojourn.protection import policy

ALL = "all"
RECENT = timedelta(days=30)
MONTHS = 12


@dataclass(frozen=True)
class Tally:
    """How many; None where the number is withheld because it is small, and would show somebody."""

    value: int | None


@dataclass(frozen=True)
class Board:
    """One programme's numbers. `stages`, `held` and `opened` are by code, state and month "2026-03"."""

    pack: Pack
    open: Tally
    held: Tally
    opened_lately: Tally
    closed_lately: Tally
    stages: Mapping[str, Tally]
    opened: Mapping[str, Tally]
    threshold: int


def board(viewer: Viewer, pack: Pack, office: UUID | None = None) -> Board:
    """Count the cases of a programme in the offices the viewer answers for, or in one of them.

    Whoever reads the cases themselves sees every number; for all others small ones are withheld.
    """
    rows = Fact.objects.filter(policy.statistics_scope(viewer), pack=pack.name, member=None)
    if office:
        rows = rows.filter(office=office)
    threshold = 0 if _reads_all(viewer, office) else pack.suppress_below
    rows = rows.annotate(
        stage=_fact("case.stage"), side=_fact("case.side_state"), opened=_fact("case.opened_on"),
        closed=_fact("case.closed_at"),
    )  # fmt: skip
    going = rows.filter(closed="")
    lately = (moment.today() - RECENT).isoformat()
    return Board(
        pack=pack,
        open=_alone(going.count(), threshold),
        held=_alone(going.exclude(side="").count(), threshold),
        opened_lately=_alone(rows.filter(opened__gte=lately).count(), threshold),
        closed_lately=_alone(rows.filter(closed__gte=lately).count(), threshold),
        stages=_tallied(_by(going, "stage"), threshold),
        opened=_tallied(_by_month(rows), threshold),
        threshold=threshold,
    )


def _fact(name: str) -> Coalesce:
    """One fact as text; '' where it is not there."""
    return Coalesce(KeyTextTransform(name, "facts"), Value(""), output_field=TextField())


def _reads_all(viewer: Viewer, office: UUID | None) -> bool:
    counted = {post.office_id for post in viewer.posts_with(Permission.MEASURES_READ)}
    counted |= {one for post in viewer.posts_with(Permission.MEASURES_REGION) for one in post.region}
    asked = {office} if office else counted
    return all(viewer.may(Permission.CASE_READ, one) for one in asked)


def _by(rows: QuerySet[Fact], name: str) -> dict[str, int]:
    return {code: count for code, count in rows.values_list(name).annotate(many=Count("pk")) if code}


def _by_month(rows: QuerySet[Fact]) -> dict[str, int]:
    """The last twelve months, this one included; months without a case are there with nought."""
    months = _months(moment.today())
    found = _by(rows.filter(opened__gte=months[0]).annotate(month=Substr("opened", 1, 7)), "month")
    return {month: found.get(month, 0) for month in months}


def _months(today: date) -> list[str]:
    last = today.year * 12 + today.month - 1
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(last - MONTHS + 1, last + 1)]


def _alone(count: int, threshold: int) -> Tally:
    return Tally(None if 0 < count < threshold else count)


def _tallied(counts: Mapping[str, int], threshold: int) -> dict[str, Tally]:
    """Hide the small ones, and enough others that their total on the same page gives none away."""
    layer = {(code, ALL): count for code, count in counts.items()}
    layer |= {(code, TOTAL): count for code, count in counts.items()}
    layer |= {(TOTAL, ALL): sum(counts.values()), (TOTAL, TOTAL): sum(counts.values())}
    unpublished = {(code, TOTAL) for code in counts} | {(TOTAL, ALL)}
    hidden = {row for row, _ in suppress([layer], threshold, unpublished).hidden} if threshold else set()
    return {code: Tally(None if code in hidden else count) for code, count in counts.items()}
