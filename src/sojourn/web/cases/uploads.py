"""Files sent with a form: attached to the case at once, so that a refused form never loses them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from sojourn.cases.actions import attach_file
from sojourn.kernel.refused import Reason, Refused
from sojourn.web.cases.filling import Filling

UPLOAD, REMOVE = ".upload", ".remove"


def with_uploads(request: HttpRequest, filling: Filling, raw: dict[str, Any]) -> tuple[dict[str, Any], list[Reason]]:
    """Put the ids of new attachments into the raw answers, and take out those ticked for removal.

    Returns the answers and the reasons for which files were not taken.
    """
    refusals: list[Reason] = []
    for field in request.POST:
        if field.endswith(REMOVE):
            _put(raw, field.removesuffix(REMOVE), "")
    for field, upload in request.FILES.items():
        name = field.removesuffix(UPLOAD)
        if name == field or not _has(raw, name):
            continue
        try:
            attachment = attach_file(
                case=filling.desk.case, upload=upload, filename=upload.name or "", question=name.rpartition(".")[2],
                member=filling.member, by=filling.desk.viewer,
            )  # fmt: skip
        except Refused as refused:
            refusals += refused.reasons
        else:
            _put(raw, name, str(attachment.pk))
    return raw, refusals


def _level(raw: dict[str, Any], name: str) -> tuple[dict[str, Any] | None, str]:
    """The level of answers that holds a dotted field name, and the question's own name."""
    *places, question = name.split(".")
    level: Any = raw
    for place in places:
        if isinstance(level, dict):
            level = level.get(place)
        elif isinstance(level, list) and place.isascii() and place.isdigit() and 1 <= int(place) <= len(level):
            level = level[int(place) - 1]
        else:
            return None, question
    return (level if isinstance(level, dict) else None), question


def _has(raw: dict[str, Any], name: str) -> bool:
    level, question = _level(raw, name)
    return level is not None and question in level


def _put(raw: dict[str, Any], name: str, value: str) -> None:
    level, question = _level(raw, name)
    if level is not None and question in level:
        level[question] = value
