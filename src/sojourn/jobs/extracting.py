"""What `sojourn extract` does between its words and its report."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist

from sojourn.accounts.queries import user_by
from sojourn.accounts.viewer import viewer_of
from sojourn.exchange.extract.run import Written, write_extract
from sojourn.jobs.importing import pack_named
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection.scope import seen_by


def extract(pack: str, folder: Path, email: str) -> Written:
    """Write the extract as the named user; Refused for an unknown pack or user, or without the rights."""
    declared = pack_named(pack)
    try:
        by = viewer_of(user_by(email))
    except ObjectDoesNotExist:
        raise Refused(Reason("user", "There is no user {email}", {"email": email})) from None
    with seen_by(by):
        return write_extract(pack=declared, folder=folder, by=by)
