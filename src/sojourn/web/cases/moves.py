"""The steps a case can take now, and what stands in the way of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from sojourn.grammar.lifecycle import Offer
from sojourn.grammar.packs import Pack
from sojourn.web.wording import Why, whys


@dataclass(frozen=True)
class Move:
    """One transition as a page offers it."""

    label: str
    to: str
    url: str
    allowed: bool
    reasons: tuple[Why, ...]


@dataclass(frozen=True)
class Moves:
    """The steps ahead, the other ways on, and those nothing may block (`exits`, done with one press)."""

    ahead: tuple[Move, ...]
    others: tuple[Move, ...]
    exits: tuple[Move, ...]


def moves_of(pack: Pack, case_id: UUID, offers: Sequence[Offer], stage: str, language: str) -> Moves:
    """Sort the offers of the grammar for the page of a case."""
    order = list(pack.stages)

    def leads_on(offer: Offer) -> bool:
        move = offer.transition
        return not move.exit and not move.always and order.index(move.to) > order.index(stage)

    ahead = [offer for offer in offers if leads_on(offer)]
    # Where this person can do one of the steps ahead, those of other roles need not stand in front.
    ahead = [offer for offer in ahead if not _is_anothers(offer)] or ahead
    exits = [offer for offer in offers if offer.transition.always]
    others = [offer for offer in offers if offer not in ahead and offer not in exits]
    return Moves(*(tuple(_move(pack, case_id, offer, language) for offer in some) for some in (ahead, others, exits)))


def _is_anothers(offer: Offer) -> bool:
    return any(reason.code == "role" for reason in offer.reasons)


def _move(pack: Pack, case_id: UUID, offer: Offer, language: str) -> Move:
    move = offer.transition
    return Move(
        label=pack.label_of("transition", move.name, language),
        to=pack.label_of("stage", move.to, language),
        url=reverse("web:move", args=[case_id, move.name]),
        allowed=not offer.reasons,
        reasons=whys(offer.reasons),
    )
