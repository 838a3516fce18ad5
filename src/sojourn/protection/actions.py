"""Shows answers as policy allows, and leaves a trace of what was shown: reading sensitive things is an act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from sojourn.accounts.viewer import Viewer
from sojourn.audit.actions import record, record_read
from sojourn.protection.policy import Sealed, mask, may_read_sensitive, sensitive_names

Sheet = tuple[Any, Mapping[str, Any]]


@transaction.atomic
def show_answers(*, case: Sealed, sheets: Sequence[Sheet], by: Viewer) -> list[dict[str, Any]]:
    """Return the answers of filled forms, each a pair of compiled form and answers, with HIDDEN where policy hides.

    One event names the sensitive questions whose answers were shown.
    """
    shown = [mask(by, form, answers, case) for form, answers in sheets]
    seen = _sensitive_in(sheets) if may_read_sensitive(by, case) else set()
    if seen:
        record_read(by=by, on=case, fields=sorted(seen))
    return shown


def note_opening(*, case: Sealed, by: Viewer) -> None:
    """Leave a trace of the opening of a sealed case, whatever is shown of it (rights-and-data-protection.md DP-R17)."""
    if case.compartment:
        record("read.sealed", by=by, on=case)


def _sensitive_in(sheets: Iterable[Sheet]) -> set[str]:
    return {
        f"{form.form.name}.{name}" for form, answers in sheets for name in _answered(answers, sensitive_names(form))
    }


def _answered(answers: Any, wanted: frozenset[str]) -> set[str]:
    """The wanted names that have an answer, at any depth."""
    if isinstance(answers, Mapping):
        own = {name for name, value in answers.items() if name in wanted and value not in (None, "", [], ())}
        return own.union(*(_answered(value, wanted) for value in answers.values()))
    if isinstance(answers, list | tuple):
        return set().union(*(_answered(one, wanted) for one in answers))
    return set()
