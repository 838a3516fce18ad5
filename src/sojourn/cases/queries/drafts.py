"""What somebody is still writing, and everything that was ever entered in a case."""

from __future__ import annotations

from uuid import UUID

from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Case, Draft, Entry
from sojourn.protection import policy


def drafts_in(viewer: Viewer, case: Case) -> list[Draft]:
    """The viewer's own drafts in a case, without their answers."""
    return list(Draft.objects.filter(author=viewer.user_id, case=case).defer("answers"))


def drafts_by(viewer: Viewer, limit: int = 20) -> list[Draft]:
    """The viewer's own drafts in cases they see, the newest first, without their answers."""
    seen = Case.objects.filter(policy.cases_scope(viewer)).values("pk")
    rows = Draft.objects.filter(author=viewer.user_id, case__in=seen).defer("answers").select_related("case__subject")
    return list(rows.order_by("-saved_at")[:limit])


def every_entry(case: Case) -> list[Entry]:
    """Every entry of a case, corrected ones included, newest first, without the answers."""
    return list(Entry.objects.filter(case=case).defer("answers").order_by("-at", "-revision"))


def entry_for(case: Case, id: UUID) -> Entry:
    """Return one entry of a case; raise Entry.DoesNotExist for any other."""
    return Entry.objects.get(case=case, pk=id)
