"""Files of a case: their rows, and the way to their content."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from sojourn.cases.models import Attachment, Case


def attachments_of(case: Case) -> list[Attachment]:
    """The files of a case, newest first."""
    return list(Attachment.objects.filter(case=case).order_by("-at", "-id"))


def attachment_in(case: Case, key: str | UUID) -> Attachment | None:
    """The file of a case with this id, as an answer names it; None when there is none."""
    try:
        identifier = key if isinstance(key, UUID) else UUID(key)
    except ValueError:
        return None
    return Attachment.objects.filter(case=case, pk=identifier).first()


def content_of(attachment: Attachment) -> BinaryIO:
    """Open the content; raise FileNotFoundError when it is gone from the disk."""
    return (Path(settings.ATTACHMENTS) / attachment.path).open("rb")
