"""Find what an address names, or answer as if it had never been."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from sojourn.accounts.viewer import Viewer
from sojourn.evidence.templates import Template
from sojourn.evidence.templates.words import in_language
from sojourn.reporting.queries import Part, RoundSeen, part_seen, round_seen, template_of
from sojourn.web.wording import language


def round_or_404(viewer: Viewer, round_id: UUID) -> RoundSeen:
    """The round, if the viewer asks or is asked in it."""
    found = round_seen(viewer, round_id)
    if found is None:
        raise Http404
    return found


def part_or_404(viewer: Viewer, part_id: UUID) -> Part:
    """A member's part, for the member and the hub."""
    found = part_seen(viewer, part_id)
    if found is None:
        raise Http404
    return found


def template_or_404(round_: RoundSeen) -> Template:
    """The template of a round in the reader's language; 404 when that version isn't installed here."""
    found = template_of(round_)
    if found is None:
        raise Http404
    return in_language(found, language())
