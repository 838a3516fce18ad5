"""Keeps what is typed in a form as the writer's draft."""

from __future__ import annotations

from typing import Any

from sojourn.cases.actions import save_draft
from sojourn.kernel.refused import Refused
from sojourn.web.cases.filling import Filling

# Digits of a revision: more than anybody will ever save, fewer than the column holds.
LONGEST = 9


def keep_draft(filling: Filling, raw: dict[str, Any], base: str) -> bool:
    """Keep raw answers over the earlier draft; `base` is the revision they began from. False when they are too long."""
    try:
        save_draft(
            case=filling.desk.case, form=filling.name, answers=raw, member=filling.member,
            base_version=revision_of(base) or 0, by=filling.desk.viewer,
        )  # fmt: skip
    except Refused:
        return False
    filling.__dict__.pop("draft", None)
    return True


def revision_of(text: str) -> int | None:
    """The revision that a page says it began from; None for none, or for what is no revision."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
