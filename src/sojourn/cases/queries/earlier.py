"""Help that the people of a case had before in the same programme, under this record or another: a suggestion."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Case, Member, StageEntry
from sojourn.cases.queries.identities import same_as, within_sight_of
from sojourn.cases.queries.persons import cases_about
from sojourn.grammar.packs import EarlierHelp, Pack
from sojourn.kernel import moment
from sojourn.subjects.models import Subject

How = Literal["record", "judged", "likely"]


@dataclass(frozen=True)
class Earlier:
    """One earlier case of a member: how far it came and when, and how we think that it is the same person's.

    `record`: the same record; `judged`: another one, which a person judged to be the same; `likely`: another one that
    looks alike, with the probability.
    """

    member: Member
    case: Case
    subject: Subject
    stage: str
    at: datetime
    how: How
    probability: float = 1.0


def earlier_help(viewer: Viewer, case: Case, pack: Pack) -> list[Earlier]:
    """What the viewer may know of help given before, within the months that the programme looks back; newest first.

    On the page of an open case nothing of a sealed one is told, whoever reads it.
    """
    declared = pack.earlier_help
    if declared is None:
        return []
    found: list[Earlier] = []
    for member in Member.objects.filter(case=case, left_at=None).select_related("subject"):
        hows = _records_of(viewer, case, member.subject_id)
        cases = cases_about(viewer, list(hows))
        for id, (how, chance) in hows.items():
            others = [one for one in cases[id] if one.pk != case.pk and _may_be_told(case, one, pack)]
            found += _helped(declared, pack, case, member, others, how, chance)
    return sorted(found, key=lambda one: one.at, reverse=True)


def _records_of(viewer: Viewer, case: Case, subject: UUID) -> Mapping[UUID, tuple[How, float]]:
    """The records that are, or may be, the same person's."""
    hows: dict[UUID, tuple[How, float]] = {subject: ("record", 1.0)}
    reader = viewer if case.compartment else _outside_seals(viewer)
    hows |= {id: ("judged", 1.0) for id in same_as(reader, [subject])[subject] if id != subject}
    for pair in within_sight_of(viewer, case, [subject]):
        other = pair.right_id if pair.left_id == subject else pair.left_id
        hows.setdefault(other, ("likely", pair.probability))
    return hows


def _outside_seals(viewer: Viewer) -> Viewer:
    """The viewer as one who holds no seal: on an open page nothing that was judged under one is followed."""
    return replace(viewer, posts=tuple(replace(post, compartments=frozenset()) for post in viewer.posts))


def _may_be_told(case: Case, other: Case, pack: Pack) -> bool:
    return other.pack == pack.name and other.compartment in ("", case.compartment)


def _helped(
    declared: EarlierHelp, pack: Pack, case: Case, member: Member, cases: Collection[Case], how: How, chance: float
) -> list[Earlier]:
    since = months_before(moment.today(ZoneInfo(case.office.zone)), int(pack.parameters[declared.months].value))
    reached = StageEntry.objects.filter(case__in=cases, stage__in=declared.reached, at__date__gte=since)
    last = {entry.case_id: entry for entry in reached.order_by("at", "id")}
    return [
        Earlier(member, one, one.subject, last[one.pk].stage, last[one.pk].at, how, chance)
        for one in cases
        if one.pk in last
    ]


def months_before(day: date, months: int) -> date:
    """The same day so many months ago, or the last one of that month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
