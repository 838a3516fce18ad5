"""Words for requests and candidates; what speaks for a candidate is said without either side's values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from sojourn.web.people.sentences import FIELDS, STRONG, WEAK

STATE_TONES = {"possible": "info", "checking": "warn", "confirmed": "good", "reunified": "good", "rejected": ""}


def name_of(request: Any) -> str:
    """The first name of the person sought."""
    for said in request.names:
        if name := " ".join(filter(None, (said.get("given"), said.get("family"), said.get("full")))):
            return name
    return _("No name yet")


def evidence(reasons: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """One line per field: which, and how much it speaks for or against; never what either side said."""
    return [
        {"field": _field(str(row["code"])), "text": text, "tone": tone}
        for row in reasons
        for text, tone in [_force(float(row["weight"]))]
    ]


def _field(code: str) -> str:
    parts = code.split(".")
    return str(FIELDS.get(parts[1] if len(parts) == 3 else parts[0], FIELDS["name"]))


def _force(weight: float) -> tuple[str, str]:
    if weight >= STRONG:
        return _("speaks strongly for it"), "good"
    if weight >= WEAK:
        return _("speaks for it"), "good"
    if weight > -WEAK:
        return _("says little"), ""
    return (_("speaks against it") if weight > -STRONG else _("speaks strongly against it")), "warn"
