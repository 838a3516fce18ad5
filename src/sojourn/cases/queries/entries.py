"""Entries of a case: the current one of a form, all of them, the drafts, and what a form may look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Case, Draft, Entry, Member
from sojourn.grammar.lifecycle import Facts


def current_entry(case: Case, form: str, member: Member | None = None) -> Entry | None:
    """The entry with the highest revision, or None when the form was never filled."""
    return Entry.objects.filter(case=case, form=form, member=member).order_by("-revision").first()


def entries_of(case: Case, form: str, member: Member | None = None) -> list[Entry]:
    """Every entry of a form, newest first, corrected ones included."""
    return list(Entry.objects.filter(case=case, form=form, member=member).order_by("-revision"))


def draft_of(viewer: Viewer, case: Case, form: str, member: Member | None = None) -> Draft | None:
    """The viewer's own draft of a form, if any."""
    return Draft.objects.filter(author=viewer.user_id, case=case, form=form, member=member).first()


def outside_of(facts: Facts, member: Member | None) -> Mapping[str, Any]:
    """The dotted names that a form may mention: those of the case, and of the member it is filled for."""
    found = facts.member(str(member.pk)) if member else None
    return {**facts.case, **found.values} if found else facts.case
