"""Who may be meant by a request: people found by the keys of the description, weighed by everything that is told.

A parent who seeks tells a parent's name; a child who names its mother tells it too. Both are compared with what the
other side says (children.md R16: names, age, sex, language, place of origin, relatives' names).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from sojourn.cases.models import Member
from sojourn.kernel.partial_date import PartialDate
from sojourn.matching.births import Birth, read_birth
from sojourn.matching.contacts import places_of
from sojourn.matching.keys import keys
from sojourn.matching.match import Match
from sojourn.matching.names import Name, read_name
from sojourn.matching.records import Record
from sojourn.matching.relations import score_relation
from sojourn.subjects.queries.alike import near
from sojourn.subjects.queries.known import known_of
from sojourn.tracing.models import Relation, TraceRequest
from sojourn.tracing.queries.requests import agreed

# Of a child often little more is known than a name: with fewer than this, single words are looked up too.
FEW, MOST = 100, 400
EVERY_CLAIM = None
_SEXES = {"F": "F", "M": "M"}


@dataclass(frozen=True)
class Candidate:
    """A person who may be meant, the membership by which they agreed to tracing, and what speaks for it."""

    person: UUID
    member: Member
    match: Match


def candidates_for(request: TraceRequest) -> list[Candidate]:
    """Members of other cases, who agreed to tracing, weighed against a request."""
    seeker_id = request.member.subject_id
    wanted = described_by(request)
    members = _members(near(keys(wanted), FEW, MOST), request)
    known = known_of([seeker_id, *(member.subject_id for member in members)], EVERY_CLAIM)
    told = _told([request.member, *members])
    seeker = told_of(known[seeker_id].record(), told.get(seeker_id, ()))
    relation = _from_the_seeker(request.relation, seeker.sex)
    return [
        Candidate(
            member.subject_id,
            member,
            score_relation(
                seeker,
                told_of(known[member.subject_id].record(), told.get(member.subject_id, ())),
                relation,
                described=wanted,
            ),
        )
        for member in members
    ]


def described_by(request: TraceRequest) -> Record:
    """The person sought, as a record to be compared."""
    return Record(
        str(request.pk),
        names=tuple(_name(said) for said in request.names),
        births=_births(request.birth),
        sex=_SEXES.get(request.sex, ""),  # type: ignore[arg-type]
        nationalities=frozenset(request.nationalities),
        languages=frozenset(request.languages),
        places=places_of(request.origin) if request.origin else frozenset(),
        father=read_name(request.father_name) if request.father_name else None,
        mother=read_name(request.mother_name) if request.mother_name else None,
    )


def told_of(record: Record, requests: Iterable[TraceRequest]) -> Record:
    """A person's record with what their own requests tell of them: their parents' names, and where they come from."""
    for request in requests:
        name = next(iter(_name(said) for said in request.names), None)
        if request.relation == Relation.MOTHER and record.mother is None:
            record = replace(record, mother=name)
        if request.relation == Relation.FATHER and record.father is None:
            record = replace(record, father=name)
        if request.origin:
            record = replace(record, places=record.places | places_of(request.origin))
    return record


def _from_the_seeker(relation: str, sex: str) -> str:
    """What the seeker is to the person sought."""
    if relation == Relation.CHILD:
        return {"F": "mother", "M": "father"}.get(sex, "parent")
    turned = {
        Relation.MOTHER: "child", Relation.FATHER: "child", Relation.GRANDCHILD: "grandparent",
        Relation.GRANDPARENT: "grandchild", Relation.OTHER: "relative",
    }  # fmt: skip
    return str(turned.get(Relation(relation), relation))


def _members(people: Collection[UUID], request: TraceRequest) -> list[Member]:
    """The newest membership of each of these people by which they agreed, in another case than the request's."""
    rows = (
        Member.objects.filter(subject__in=people, left_at=None)
        .exclude(case=request.case)
        .exclude(subject=request.member.subject_id)
        .select_related("case")
        .order_by("joined_at", "id")
    )
    members = list(rows)
    yes = agreed(members)
    return list({member.subject_id: member for member in members if member.pk in yes}.values())


def _told(members: Collection[Member]) -> dict[UUID, list[TraceRequest]]:
    found: dict[UUID, list[TraceRequest]] = {}
    subjects = {member.pk: member.subject_id for member in members}
    for row in TraceRequest.objects.filter(member__in=subjects, status=TraceRequest.Status.OPEN):
        found.setdefault(subjects[row.member_id], []).append(row)
    return found


def _name(said: dict[str, str]) -> Name:
    if said.get("given") or said.get("family"):
        return read_name(given=said.get("given", ""), family=said.get("family", ""))
    return read_name(said.get("full", ""))


def _births(written: str) -> tuple[Birth, ...]:
    if not written:
        return ()
    known = PartialDate.parse(written)
    return (read_birth(year=known.year, month=known.month, day=known.day, estimated=known.estimated),)
