"""The only reader of rounds and returns; what a viewer sees are their hubs' rounds and their offices' parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sojourn.accounts.viewer import Viewer
from sojourn.evidence.templates import Figures, Template, declared_templates
from sojourn.evidence.templates.model import period_before
from sojourn.kernel import moment
from sojourn.reporting.models import Asked, Publication, Return, Round, SigningKey
from sojourn.reporting.rights import fills_for, hubs_of
from sojourn.reporting.wire import figures_of

# What pages know of these rows, without the tables themselves.
RoundSeen = Round
Part = Asked


def rounds_asked(viewer: Viewer) -> list[Round]:
    """The rounds of the viewer's hubs, newest first, with `members`, `accepted` and `submitted` counted."""
    return list(
        Round.objects.filter(hub__in=hubs_of(viewer))
        .select_related("hub")
        .annotate(
            members=Count("asked"),
            accepted=Count("asked", filter=Q(asked__state=Asked.State.ACCEPTED)),
            submitted=Count("asked", filter=Q(asked__state=Asked.State.SUBMITTED)),
        )
    )


def parts_of(viewer: Viewer) -> list[Asked]:
    """What the viewer's offices are asked, the nearest deadline first."""
    return list(
        Asked.objects.filter(office__in=fills_for(viewer))
        .select_related("round", "round__hub", "office")
        .order_by("round__due_on", "office__code")
    )


def round_seen(viewer: Viewer, round_id: UUID) -> Round | None:
    """A round the viewer asks or is asked in; None as if it weren't there."""
    mine = Q(hub__in=hubs_of(viewer)) | Q(asked__office__in=fills_for(viewer))
    return Round.objects.filter(mine, pk=round_id).select_related("hub").distinct().first()


def part_seen(viewer: Viewer, asked_id: UUID) -> Asked | None:
    """A member's part, for the member and for the hub."""
    mine = Q(round__hub__in=hubs_of(viewer)) | Q(office__in=fills_for(viewer))
    return Asked.objects.filter(mine, pk=asked_id).select_related("round", "round__hub", "office").first()


def parts_in(viewer: Viewer, round_: Round) -> list[Asked]:
    """The parts of a round that the viewer may see: all for the hub, the own ones for a member."""
    parts = Asked.objects.filter(round=round_).select_related("office", "round")
    if round_.hub_id not in hubs_of(viewer):
        parts = parts.filter(office__in=fills_for(viewer))
    return list(parts)


def returns_of(viewer: Viewer, asked: Asked) -> QuerySet[Return]:
    """The returns of a part, newest first; a draft is the member's own affair."""
    found = Return.objects.filter(asked=asked).select_related("key")
    return found if asked.office_id in fills_for(viewer) else found.exclude(signed_at=None)


def draft_of(asked: Asked) -> Return | None:
    """The return that is being filled, if there is one."""
    return Return.objects.filter(asked=asked, signed_at=None).first()


def signed_of(asked: Asked) -> Return | None:
    """The newest signed return."""
    return Return.objects.filter(asked=asked).exclude(signed_at=None).first()


def accepted_of(asked: Asked) -> Return | None:
    """The newest accepted return."""
    return Return.objects.filter(asked=asked, decision="accepted").first()


def template_of(round_: Round) -> Template | None:
    """The template of a round, None when the house no longer has that version."""
    template = declared_templates().get(round_.template)
    return template if template is not None and template.version == round_.template_version else None


def figures_before(asked: Asked) -> Figures:
    """What the same member gave for the period before, as far as it was accepted; empty otherwise."""
    earlier = Asked.objects.filter(
        office=asked.office_id, round__template=asked.round.template, round__period=period_before(asked.round.period),
        round__hub=asked.round.hub_id,
    ).first()  # fmt: skip
    accepted = accepted_of(earlier) if earlier else None
    return figures_of(accepted.figures) if accepted else {}


def key_of(office_id: UUID) -> SigningKey | None:
    """The key an office signs with today."""
    return SigningKey.objects.filter(office=office_id, retired_at=None).first()


def keys_of(office_id: UUID) -> list[SigningKey]:
    """Every key the office has had, newest first."""
    return list(SigningKey.objects.filter(office=office_id))


def publications_seen(viewer: Viewer, round_: Round) -> list[Publication]:
    """The published tables of a round, newest first: all for the hub; for members those whose embargo is over."""
    found = Publication.objects.filter(round=round_)
    if round_.hub_id not in hubs_of(viewer):
        found = found.filter(embargo_until__lte=moment.now())
    return list(found)


def late(asked: Asked) -> bool:
    """Whether the member's return is due and not here."""
    waiting = asked.state in (Asked.State.WAITING, Asked.State.ASKED_BACK)
    return waiting and moment.today() > asked.round.due_on


def problems_of(return_: Return) -> Mapping[str, list[dict[str, Any]]]:
    """The problems of a return by severity: `error` and `warning`."""
    return {
        severity: [problem for problem in return_.problems if problem["severity"] == severity]
        for severity in ("error", "warning")
    }
