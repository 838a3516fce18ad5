"""Pairs as one side sees them: what agrees, how far it is, and the answers that it may already read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sojourn.cases.models import Case
from sojourn.tracing.models import TracePair, TraceProof, TraceSide, TraceStep

SHOWN = ("possible", "checking", "confirmed", "reunified")
Proof = TraceProof
KINDS = TraceProof.Kind.choices


@dataclass(frozen=True)
class SeenPair:
    """A pair and the side, or both sides, that a case holds in it."""

    pair: TracePair
    sides: tuple[TraceSide, ...]

    @property
    def roles(self) -> frozenset[str]:
        """Which sides are this case's: "seeker", "sought"."""
        return frozenset(side.role for side in self.sides)

    @property
    def disclosed(self) -> list[dict[str, str]]:
        """What a confirmed pair tells this case of the other side; empty before."""
        return [self.pair.disclosed[role] for role in sorted(self.roles) if role in self.pair.disclosed]


@dataclass(frozen=True)
class SeenProof:
    """A proof with the answers that this side may read: its own, and the other's once both are there."""

    proof: TraceProof
    answers: dict[str, str] = field(default_factory=dict)
    waits_for: frozenset[str] = frozenset()


def pairs_of(case: Case) -> list[SeenPair]:
    """The pairs that members of the case are part of, those at work first; rejected ones are not shown again."""
    sides = TraceSide.objects.filter(case=case, open=True).select_related("member__subject__person")
    by_pair: dict[UUID, list[TraceSide]] = {}
    for side in sides:
        by_pair.setdefault(side.pair_id, []).append(side)
    pairs = TracePair.objects.filter(pk__in=by_pair, state__in=SHOWN)
    found = [SeenPair(pair, tuple(by_pair[pair.pk])) for pair in pairs]
    return sorted(found, key=lambda one: (-SHOWN.index(one.pair.state), -one.pair.score))


def pair_in(case: Case, pair_id: UUID) -> SeenPair | None:
    """A pair of this case, whatever its state; None as if it weren't there."""
    sides = tuple(
        TraceSide.objects.filter(case=case, pair_id=pair_id, open=True).select_related("member__subject__person")
    )
    pair = TracePair.objects.filter(pk=pair_id).first() if sides else None
    return SeenPair(pair, sides) if pair else None


def proofs_of(seen: SeenPair) -> list[SeenProof]:
    """What was asked, oldest first."""
    return [_seen(proof, seen.roles) for proof in TraceProof.objects.filter(pair=seen.pair)]


def steps_of(seen: SeenPair) -> list[TraceStep]:
    """The pair's history, oldest first."""
    return list(TraceStep.objects.filter(pair=seen.pair))


def waits(proof: TraceProof) -> frozenset[str]:
    """The sides that have not answered a question yet."""
    if proof.kind != TraceProof.Kind.QUESTION:
        return frozenset()
    return frozenset(role for role, at in (("seeker", proof.seeker_at), ("sought", proof.sought_at)) if at is None)


def verified(proofs: Iterable[TraceProof]) -> int:
    """How many proofs fit."""
    return sum(1 for proof in proofs if proof.outcome == "yes")


def _seen(proof: TraceProof, roles: frozenset[str]) -> SeenProof:
    missing = waits(proof)
    readable = roles if missing else frozenset(("seeker", "sought"))
    answers = {"seeker": proof.seeker_answer, "sought": proof.sought_answer}
    return SeenProof(proof, {role: answers[role] for role in readable if answers[role]}, missing & roles)
