"""Drafts: what somebody is still writing, kept for them alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.cases.models import Case, Draft, Member
from sojourn.cases.queries.cases import case_for
from sojourn.cases.queries.entries import draft_of
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused

MOST_CHARACTERS = 1_000_000


@action
def save_draft(
    *, case: Case, form: str, answers: Mapping[str, Any], member: Member | None = None, base_version: int = 0,
    by: Viewer,
) -> Draft:  # fmt: skip
    """Keep unfinished answers as they are, over the writer's earlier draft; only its beginning is audited.

    `base_version` is the revision of the entry that the writer began from.
    """
    seen = case_for(by, case.pk)
    if sum(len(str(value)) for value in answers.values()) > MOST_CHARACTERS:
        raise Refused(Reason("too_long", "This is too long for a draft: attach long texts as files."))
    draft = draft_of(by, seen, form, member)
    if draft is not None:
        draft.answers, draft.saved_at = dict(answers), moment.now()
        draft.save()
        return draft
    note("draft.begun", by=by, on=seen, detail={"form": form})
    begun = Draft(
        author=by.user_id, case=seen, form=form, member=member, base_revision=base_version, answers=dict(answers),
        saved_at=moment.now(),
    )  # fmt: skip
    # A page saves by itself and by hand, perhaps at once: whoever comes second writes over the first.
    Draft.objects.bulk_create(
        [begun], update_conflicts=True, unique_fields=["case", "author", "form", "member"],
        update_fields=["answers", "saved_at"],
    )  # fmt: skip
    return begun


@action
def discard_draft(*, draft: Draft, by: Viewer) -> None:
    """Throw the writer's own draft away."""
    if draft.author != by.user_id:
        raise Refused(Reason("draft_of_another", "This draft belongs to somebody else."))
    Draft.objects.filter(pk=draft.pk).delete()
    note("draft.discarded", by=by, on=draft.case, detail={"form": draft.form})
