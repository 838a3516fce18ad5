"""Files on a case: looked into, made harmless, and kept outside the web root under a random name."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.settling import work_on
from sojourn.cases.files import Harmless, harmless
from sojourn.cases.models import Attachment, Case, Entry, Member


@action
def attach_file(
    *, case: Case, upload: BinaryIO, filename: str, question: str = "", member: Member | None = None,
    entry: Entry | None = None, by: Viewer,
) -> Attachment:  # fmt: skip
    """Check a file by its content, not by its name, and keep it; raise Refused when its kind or size is not taken."""
    with work_on(case, by, Permission.CASE_WRITE) as work:
        file = harmless(upload, filename)
        attachment = Attachment.objects.create(
            case=work.case, member=member, entry=entry, question=question, filename=file.filename,
            content_type=file.content_type, size=len(file.content), path=_keep(file), at=work.now, by=by.user_id,
            sha256=hashlib.sha256(file.content).hexdigest(),
        )  # fmt: skip
        work.note("attachment.added", question=question, content_type=file.content_type, size=len(file.content))
        work.touched(member=member.pk if member else None)
    return attachment


def keep_again(path: str) -> str:
    """Keep the file under a second random path, without doubling its content where the disk can do that."""
    relative, place = _new_place()
    old = Path(settings.ATTACHMENTS) / path
    try:
        # Files are never changed in place, so that two names of one content can't disturb each other.
        os.link(old, place)
    except OSError:
        shutil.copyfile(old, place)
        place.chmod(0o600)
    return relative


def _keep(file: Harmless) -> str:
    """Write the file under a random path. Should the transaction fail, a file without a row is left, never the
    other way round."""
    relative, place = _new_place()
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(file.content)
        out.flush()
        os.fsync(out.fileno())
    return relative


def _new_place() -> tuple[str, Path]:
    name = secrets.token_hex(16)
    relative = f"{name[:2]}/{name}"
    place = Path(settings.ATTACHMENTS) / relative
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return relative, place
