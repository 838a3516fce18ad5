"""Which records are one person in the eyes of this viewer: what was judged, and what leads from one to the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.subjects.models import Judgement, LikelyPair, Subject
from sojourn.subjects.queries.finding import NOTHING, home_scope

Ids = tuple[UUID, UUID]
# Judgements after which a pair waits for nobody.
SETTLED = ("same", "different")


def ordered(one: UUID, other: UUID) -> Ids:
    """The two ids, the smaller first."""
    return (one, other) if one < other else (other, one)


def seals_of(viewer: Viewer) -> list[str]:
    """The seals the viewer holds, each "office/compartment"."""
    return sorted(
        f"{post.office_id}/{code}" for post in viewer.posts_with(Permission.CASE_READ) for code in post.compartments
    )


def known_pairs(viewer: Viewer, also: Q = NOTHING) -> Q:
    """The pairs of which the viewer may see both records and holds every seal."""
    seen = Subject.objects.filter(home_scope(viewer) | also).values("pk")
    return Q(seals__contained_by=seals_of(viewer), left__in=seen, right__in=seen)


def judgements_of(viewer: Viewer, one: UUID, other: UUID, *, also: Q = NOTHING) -> list[Judgement]:
    """What was judged of two records, newest first, as far as the viewer may know."""
    left, right = ordered(one, other)
    return list(_newest_first(Judgement.objects.filter(known_pairs(viewer, also), left=left, right=right)))


def verdicts_about(viewer: Viewer, ids: Iterable[UUID], *, also: Q = NOTHING) -> dict[Ids, Judgement]:
    """The judgement that holds now, of each pair that one of these records is in."""
    about = list(ids)
    rows = Judgement.objects.filter(Q(left__in=about) | Q(right__in=about)).filter(known_pairs(viewer, also))
    found: dict[Ids, Judgement] = {}
    for row in _newest_first(rows):
        found.setdefault((row.left_id, row.right_id), row)
    return found


def identities_of(viewer: Viewer, ids: Iterable[UUID], *, also: Q = NOTHING) -> dict[UUID, frozenset[UUID]]:
    """The records that are the same person as each of these, itself among them.

    A record out of sight joins nothing: what leads over it is not followed, or its existence could be inferred.
    """
    asked = set(ids)
    edges: set[Ids] = set()
    known: set[UUID] = set()
    frontier = set(asked)
    while frontier:
        verdicts = verdicts_about(viewer, frontier, also=also)
        known |= frontier
        fresh = {pair for pair, judged in verdicts.items() if judged.verdict == "same"}
        edges |= fresh
        frontier = {id for pair in fresh for id in pair} - known
    return {id: members for id, members in components(asked, edges).items() if id in asked}


def identity_of(viewer: Viewer, id: UUID, *, also: Q = NOTHING) -> frozenset[UUID]:
    """The records that are the same person as this one, itself among them."""
    return identities_of(viewer, [id], also=also)[id]


def components(ids: Iterable[UUID], edges: Collection[Ids]) -> dict[UUID, frozenset[UUID]]:
    """The connected set that each id is in."""
    sets: dict[UUID, set[UUID]] = {id: {id} for id in ids}
    for left, right in edges:
        joined = sets.setdefault(left, {left}) | sets.setdefault(right, {right})
        for id in joined:
            sets[id] = joined
    return {id: frozenset(members) for id, members in sets.items()}


def waiting_pairs(viewer: Viewer, *, also: Q = NOTHING) -> QuerySet[LikelyPair]:
    """The likely pairs that nobody has settled, neither themselves nor over a third record, the likeliest first."""
    rows = LikelyPair.objects.filter(known_pairs(viewer, also)).annotate(verdict=_verdict(viewer))
    rows = rows.exclude(verdict__in=SETTLED)
    return rows.exclude(pk__in=_implied(viewer, rows, also)).order_by("-probability", "id")


def _implied(viewer: Viewer, rows: QuerySet[LikelyPair], also: Q) -> list[UUID]:
    """The pairs whose two records are one person already, over others."""
    same = Judgement.objects.filter(known_pairs(viewer, also), verdict="same")
    left = Q(left__in=same.values("left")) | Q(left__in=same.values("right"))
    right = Q(right__in=same.values("left")) | Q(right__in=same.values("right"))
    pairs = list(rows.filter(left, right).values_list("pk", "left_id", "right_id"))
    sets = identities_of(viewer, [one for _, one, _ in pairs], also=also) if pairs else {}
    return [pk for pk, one, other in pairs if other in sets[one]]


def waiting_for(viewer: Viewer, ids: Collection[UUID], *, also: Q = NOTHING) -> list[LikelyPair]:
    """The unsettled pairs that one of these records is in."""
    return list(waiting_pairs(viewer, also=also).filter(Q(left__in=ids) | Q(right__in=ids)))


def _verdict(viewer: Viewer) -> Coalesce:
    """The verdict that holds of a pair; empty when nobody has judged it."""
    rows = Judgement.objects.filter(
        left=OuterRef("left"), right=OuterRef("right"), seals__contained_by=seals_of(viewer)
    )
    return Coalesce(Subquery(_newest_first(rows).values("verdict")[:1]), Value(""), output_field=TextField())


def _newest_first(rows: QuerySet[Judgement]) -> QuerySet[Judgement]:
    return rows.order_by("-at", "-place")
