"""Words for requests and candidates; what speaks for a candidate is said without either side's values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from sojourn.web.people.sentences import FIELDS, force_words

STATE_TONES = {"possible": "info", "checking": "warn", "confirmed": "good", "reunified": "good", "rejected": ""}


def name_of(request: Any) -> str:
    """The first name of the person sought."""
    for said in request.names:
        if name := " ".join(filter(None, (said.get("given"), said.get("family"), said.get("full")))):
            return name
    return _("No name yet")


def evidence(reasons: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """One line per reason: about what, and how much it speaks for or against; never what either side said."""
    return [
        {"field": _field(row), "text": text, "tone": tone}
        for row in reasons
        for text, tone in [force_words(float(row["weight"]))]
    ]


def _field(row: Mapping[str, Any]) -> str:
    between = {
        "parent_named": _("The parent's name"), "parent_other": _("The parent's name"),
        "patronymic": _("The father's name within the child's"), "father_same": _("Father's name"),
        "father_other": _("Father's name"), "mother_same": _("Mother's name"), "mother_other": _("Mother's name"),
        "family_same": _("Family name"), "ages_fit": _("Ages"), "ages_odd": _("Ages"),
        "described": _("As described: %(field)s") % {"field": FIELDS.get(str(row["field"]), FIELDS["name"])},
    }  # fmt: skip
    word = str(row["code"]).split(".")[1] if "." in str(row["code"]) else ""
    return between.get(word) or str(FIELDS.get(str(row["field"]), FIELDS["name"]))
