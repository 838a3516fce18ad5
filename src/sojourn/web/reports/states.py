"""How a member's part stands, as a word with its tone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sojourn.reporting.queries import late

_TONES = {"waiting": "", "submitted": "info", "asked_back": "warn", "accepted": "good"}


def state_chip(part: Any) -> dict[str, str]:
    """Text and tone of a part's state; a late one says so."""
    if late(part):
        return {"text": _("Late"), "tone": "danger"}
    return {"text": part.get_state_display(), "tone": _TONES[part.state]}


def status_words(status: str) -> str:
    """A status in a published table, in words."""
    return {
        "accepted": _("Accepted"), "late": _("Late"), "waiting": _("Waiting"), "submitted": _("Submitted"),
        "asked_back": _("Asked back"),
    }.get(status, status)  # fmt: skip
