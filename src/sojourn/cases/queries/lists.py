"""Lists of cases: the office's own, and those found by a number or a name; a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Case, Member
from sojourn.cases.queries.persons import people_seen
from sojourn.protection import policy

# A list is not counted further than this; the page says "more than".
MOST_COUNTED = 10_000
MOST_PEOPLE = 200


@dataclass(frozen=True)
class Wish:
    """Which cases: empty words wish for nothing. `state` is open, closed, held or empty for all."""

    pack: str = ""
    stage: str = ""
    office: UUID | None = None
    state: str = ""


@dataclass(frozen=True)
class CasePage:
    """One page of cases; `total` is counted up to MOST_COUNTED + 1."""

    rows: list[Case]
    total: int
    page: int
    size: int


def open_cases(viewer: Viewer, wish: Wish | None = None, *, page: int = 1, size: int = 25) -> CasePage:
    """The cases in the viewer's scope that fit the wish, newest first."""
    return _page(_wished(viewer, wish or Wish()), page, size)


def search_cases(viewer: Viewer, text: str, wish: Wish | None = None, *, page: int = 1, size: int = 25) -> CasePage:
    """The cases whose number begins with `text`, or about or with a person whose name it begins; newest first."""
    words = text.strip()
    if not words:
        return CasePage([], 0, 1, size)
    return _page(_wished(viewer, wish or Wish()).filter(_found(viewer, words)), page, size)


def _wished(viewer: Viewer, wish: Wish) -> QuerySet[Case]:
    rows = Case.objects.filter(policy.cases_scope(viewer))
    if wish.pack:
        rows = rows.filter(pack=wish.pack)
    if wish.stage:
        rows = rows.filter(stage=wish.stage)
    if wish.office:
        rows = rows.filter(Q(office=wish.office) | Q(receiving_office=wish.office))
    states = {"open": Q(closed_at=None), "closed": Q(closed_at__isnull=False), "held": ~Q(side_state="")}
    return rows.filter(states.get(wish.state, Q()))


def _found(viewer: Viewer, text: str) -> Q:
    number = text.upper()
    people = [subject.pk for subject in people_seen(viewer, text, MOST_PEOPLE)]
    members = Member.objects.filter(subject__in=people, left_at=None).values("case_id")
    # Compared, not matched by a pattern: under row security only such comparisons can use an index.
    by_number = Q(number__gte=number, number__lt=number + "\U0010ffff")
    return by_number | Q(subject__in=people) | Q(pk__in=members)


def _page(rows: QuerySet[Case], page: int, size: int) -> CasePage:
    total = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    start = (page - 1) * size
    ordered = rows.select_related("office", "receiving_office", "subject").order_by("-opened_at", "-id")
    return CasePage(list(ordered[start : start + size]), total, page, size)
