"""The only reader of profiles and what belongs to them, scoped by the offices in which the viewer reads evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.evidence.profile.editions import Card, card_of
from sojourn.evidence.profile.model import Text
from sojourn.profiles.models import DataRequest, DataReturn, Edition, GapEntry, GroupMember, Profile, SectionText
from sojourn.profiles.rights import offices_with

# What pages know of these rows, without the tables themselves.
ProfileSeen, EditionSeen, RequestSeen, ReturnSeen, GapSeen = Profile, Edition, DataRequest, DataReturn, GapEntry
GAP_KINDS, GAP_STATES, PARTS = GapEntry.Kind, GapEntry.State, GroupMember.Part


def profiles_of(viewer: Viewer) -> list[Profile]:
    """The profiles that the viewer's offices keep, by country."""
    return list(Profile.objects.filter(office__in=_reach(viewer)).select_related("office"))


def profile_of(viewer: Viewer, country: str) -> Profile | None:
    """The profile of a country that one of the viewer's offices keeps; the first of them if several do."""
    return Profile.objects.filter(office__in=_reach(viewer), country=country).select_related("office").first()


def group_of(profile: Profile) -> list[GroupMember]:
    """Who is in the working group now."""
    return list(profile.group.filter(left_at__isnull=True))


def texts_of(profile: Profile) -> dict[str, SectionText]:
    """The newest version of each section's text."""
    return {text.section: text for text in reversed(list(profile.texts.all()))}


def printed_texts(profile: Profile, *, signed_only: bool) -> Mapping[str, Text]:
    """The texts as a profile prints them; for an edition only those that were signed off."""
    return {
        section: Text(text.body, text.signer, text.signed_at.date() if text.signed_at else None)
        for section, text in sorted(texts_of(profile).items())
        if text.signed_at or not signed_only
    }


def editions_of(profile: Profile) -> list[Edition]:
    """The editions, newest first."""
    return list(profile.editions.all())


def edition_of(profile: Profile, number: int) -> Edition | None:
    """One edition."""
    return profile.editions.filter(number=number).first()


def card_of_edition(edition: Edition) -> Card | None:
    """What an approved edition was made of."""
    return card_of(edition.card) if edition.state == Edition.State.APPROVED else None


def gaps_of(profile: Profile, *, closed: bool = False) -> list[GapEntry]:
    """The gap register, the nearest due date first; closed ones only when asked for."""
    entries = profile.gaps.all()
    return list(entries if closed else entries.filter(closed_at__isnull=True))


def gap_of(profile: Profile, gap_id: UUID) -> GapEntry | None:
    """One line of the register."""
    return profile.gaps.filter(pk=gap_id).first()


def requests_of(profile: Profile) -> list[DataRequest]:
    """The requests for data, the nearest due date first, with their returns."""
    return list(profile.requests.prefetch_related("returns"))


def request_of(viewer: Viewer, request_id: UUID) -> DataRequest | None:
    """One request of a profile that the viewer may see."""
    return (
        DataRequest.objects.filter(pk=request_id, profile__office__in=_reach(viewer))
        .select_related("profile", "profile__office")
        .first()
    )


def returns_of(request: DataRequest) -> list[DataReturn]:
    """The returns of a request, newest first."""
    return list(request.returns.all())


def rows_for(profiles: list[Profile]) -> dict[str, Any]:
    """How many open gaps each profile has, by country."""
    open_gaps = GapEntry.objects.filter(profile__in=profiles, closed_at__isnull=True).values_list("profile__country")
    found: dict[str, int] = {}
    for (country,) in open_gaps:
        found[country] = found.get(country, 0) + 1
    return found


def _reach(viewer: Viewer) -> frozenset[UUID]:
    return offices_with(viewer, Permission.EVIDENCE_READ)
