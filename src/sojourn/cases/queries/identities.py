"""Who may be the same person, for those who may judge it: the queue, one pair, and what was decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.timezone import get_current_timezone

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Case, Member
from sojourn.cases.queries.persons import through_cases
from sojourn.kernel import moment
from sojourn.subjects.models import Judgement, LikelyPair, Subject
from sojourn.subjects.queries import identities_of, judgements_of, subject_for, waiting_pairs
from sojourn.subjects.queries.identity import known_pairs, seals_of

BANDS = ("likely", "possible")
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Wish:
    """Which pairs of the queue: of a band, an office, with a judgement of `unsure`; empty words wish for nothing."""

    band: str = ""
    office: UUID | None = None
    unsure: bool = False


@dataclass(frozen=True)
class PairPage:
    """One page of pairs; `total` is counted up to MOST_COUNTED + 1."""

    rows: list[LikelyPair]
    total: int


def narrowed(viewer: Viewer, permission: Permission) -> Viewer:
    """The viewer with those posts alone that carry the permission: whom they see as the one who may do this."""
    return viewer if viewer.system else replace(viewer, posts=viewer.posts_with(permission))


def judge_of(viewer: Viewer) -> Viewer:
    """The viewer as one who judges whether records are of the same person."""
    return narrowed(viewer, Permission.IDENTITY_JUDGE)


def person_judged(viewer: Viewer, id: UUID) -> Subject:
    """A person whose identity the viewer may judge; raise Subject.DoesNotExist for any other."""
    judge = judge_of(viewer)
    found = subject_for(judge, id, also=through_cases(judge))
    if found.kind != "person":
        raise Subject.DoesNotExist
    return found


def is_across(one: Subject, other: Subject, seals: Collection[str] = ()) -> bool:
    """Whether a seal stands between the two, so that the protection officer of the sealed side is asked."""
    sides = [{f"{side.office_id}/{side.compartment}"} if side.compartment else set() for side in (one, other)]
    every = sides[0] | sides[1] | set(seals)
    return bool(every) and not sides[0] == sides[1] == every


def may_judge(viewer: Viewer, one: Subject, other: Subject) -> bool:
    """Whether the viewer, who sees both, may judge this very pair."""
    seals = seals_between(viewer, one.pk, other.pk)
    if not is_across(one, other, seals):
        return True
    officer = narrowed(viewer, Permission.IDENTITY_JUDGE_SEALED)
    scope = through_cases(officer)
    needed = seals | {f"{side.office_id}/{side.compartment}" for side in (one, other) if side.compartment}
    try:
        for side in (one, other):
            subject_for(officer, side.pk, also=scope)
    except Subject.DoesNotExist:
        return False
    return needed <= set(seals_of(officer))


def may_judge_known(viewer: Viewer, one: UUID, other: UUID) -> bool:
    """The same by their ids: False too where one of them is out of the sight of the viewer who judges."""
    try:
        return may_judge(viewer, person_judged(viewer, one), person_judged(viewer, other))
    except Subject.DoesNotExist:
        return False


def seals_between(viewer: Viewer, one: UUID, other: UUID) -> set[str]:
    """The seals under which the two look alike, as far as the viewer holds them; none where they do in the open."""
    pairs = pairs_known(judge_of(viewer)).filter(_of_two(one, other))
    return {seal for held in pairs.values_list("seals", flat=True) for seal in held}


def band_between(viewer: Viewer, one: UUID, other: UUID) -> str:
    """How likely the two were found to be one person; nothing where they were not suggested to this viewer."""
    found = pairs_known(judge_of(viewer)).filter(_of_two(one, other)).order_by("-probability").first()
    return found.band if found else ""


def pairs_known(judge: Viewer) -> QuerySet[LikelyPair]:
    """Every pair, settled or not, of which the judge may know."""
    return LikelyPair.objects.filter(known_pairs(judge, through_cases(judge)))


def queue(viewer: Viewer, wish: Wish, *, page: int = 1, size: int = 20) -> PairPage:
    """The pairs that wait for this viewer's judgement, the likeliest first."""
    rows = _wished(_mine(viewer), wish)
    total = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    found = rows.select_related("left__person", "right__person", "left__office", "right__office")
    return PairPage(list(found[(page - 1) * size : page * size]), total)


def asked_of_officer(viewer: Viewer, limit: int = 20) -> list[LikelyPair]:
    """The pairs across a seal that wait for this viewer as the protection officer of the sealed side."""
    if not viewer.may(Permission.IDENTITY_JUDGE_SEALED):
        return []
    rows = _mine(viewer).exclude(pk__in=_mine(viewer).filter(_within_one_side()).values("pk"))
    return list(rows.select_related("left__person", "right__person")[:limit])


def next_in_queue(viewer: Viewer, wish: Wish, one: UUID, other: UUID) -> LikelyPair | None:
    """The first pair that waits, but for this one."""
    return _wished(_mine(viewer), wish).exclude(_of_two(one, other)).first()


def decided(viewer: Viewer, *, page: int = 1, size: int = 20) -> tuple[list[Judgement], int]:
    """What was judged of the records that the viewer judges, newest first, and how many there are."""
    judge = judge_of(viewer)
    rows = Judgement.objects.filter(known_pairs(judge, through_cases(judge)))
    if not viewer.may(Permission.IDENTITY_JUDGE_SEALED):
        rows = rows.filter(_within_one_side())
    total = rows.values("pk")[: MOST_COUNTED + 1].count()
    found = rows.order_by("-at", "-place").select_related("left__person", "right__person")
    return list(found[(page - 1) * size : page * size]), total


def pairs_found_since(viewer: Viewer, at: datetime) -> int:
    """How many of the unsettled pairs that the viewer sees were suggested since then."""
    return waiting_pairs(viewer, also=through_cases(viewer)).filter(found_at__gte=at).count()


def judged_today(viewer: Viewer) -> int:
    """How many pairs the viewer has judged today."""
    today = moment.today(get_current_timezone())
    return Judgement.objects.filter(by=viewer.user_id, at__date=today).values("left", "right").distinct().count()


def history_of(viewer: Viewer, one: UUID, other: UUID) -> list[Judgement]:
    """What was judged of two records, newest first."""
    judge = judge_of(viewer)
    return judgements_of(judge, one, other, also=through_cases(judge))


def same_as(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """The records in sight that are the same person as each of these."""
    return identities_of(viewer, ids, also=through_cases(viewer))


def records_of(viewer: Viewer, id: UUID) -> list[Subject]:
    """The records in sight of the same person, this one first."""
    ids = same_as(viewer, [id])[id]
    scope = through_cases(viewer)
    return [subject_for(viewer, one, also=scope) for one in sorted(ids, key=lambda one: (one != id, one))]


def waiting_about(viewer: Viewer, id: UUID) -> list[LikelyPair]:
    """The pairs that wait for this viewer and in which this record is."""
    rows = _mine(viewer).filter(Q(left=id) | Q(right=id))
    return list(rows.select_related("left__person", "right__person"))


def holding_pairs(viewer: Viewer, case: Case) -> list[LikelyPair]:
    """The likely pairs of the case's members that nobody has settled, as far as the viewer sees them.

    The open side of a sealed record is never held, or the hold would tell of the record.
    """
    people = list(Member.objects.filter(case=case, left_at=None).values_list("subject_id", flat=True))
    return [pair for pair in within_sight_of(viewer, case, people) if not {pair.left_id, pair.right_id} <= set(people)]


def within_sight_of(viewer: Viewer, case: Case, people: Collection[UUID]) -> list[LikelyPair]:
    """The unsettled likely pairs of these people that may be spoken of on the page of this case."""
    rows = waiting_pairs(viewer, also=through_cases(viewer)).filter(band="likely")
    rows = rows.filter(Q(left__in=people) | Q(right__in=people))
    if not case.compartment:
        rows = rows.filter(left__compartment="", right__compartment="", seals=[])
    return list(rows.select_related("left", "right"))


def _mine(viewer: Viewer) -> QuerySet[LikelyPair]:
    """The unsettled pairs that the viewer may judge."""
    judge = judge_of(viewer)
    ordinary = waiting_pairs(judge, also=through_cases(judge))
    if not viewer.may(Permission.IDENTITY_JUDGE_SEALED):
        return ordinary.filter(_within_one_side())
    officer = narrowed(viewer, Permission.IDENTITY_JUDGE_SEALED)
    return ordinary.filter(_within_one_side() | known_pairs(officer, through_cases(officer)))


def _within_one_side() -> Q:
    """Pairs between which no seal stands."""
    sealed = Q(left__compartment=F("right__compartment"), left__office=F("right__office"), seals__len__lte=1)
    return Q(left__compartment="", right__compartment="", seals=[]) | (sealed & ~Q(left__compartment=""))


def _wished(rows: QuerySet[LikelyPair], wish: Wish) -> QuerySet[LikelyPair]:
    if wish.band:
        rows = rows.filter(band=wish.band)
    if wish.office:
        rows = rows.filter(Q(left__office=wish.office) | Q(right__office=wish.office))
    return rows.filter(verdict="unsure") if wish.unsure else rows


def _of_two(one: UUID, other: UUID) -> Q:
    return Q(left=min(one, other), right=max(one, other))
