"""A form of a case on the desk: what was entered before, what is in the draft, and what may be seen of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse

from sojourn.cases.actions.veiled import carried_over
from sojourn.cases.queries.attachments import attachment_in
from sojourn.cases.queries.drafts import entry_for
from sojourn.cases.queries.entries import current_entry, draft_of, outside_of
from sojourn.grammar.forms import CompiledForm
from sojourn.grammar.packs import Transition
from sojourn.protection import policy
from sojourn.web.cases.desk import Desk
from sojourn.web.forms.filling import filled
from sojourn.web.forms.reading import raw_answers, with_row_added, with_row_removed
from sojourn.web.forms.view import File, FormView


@dataclass(frozen=True)
class Filling:
    """One form of one case, for one member or for the case; `corrects` is the entry that is being put right."""

    desk: Desk
    compiled: CompiledForm
    member: Any
    corrects: Any

    @property
    def name(self) -> str:
        """The form's name."""
        return self.compiled.form.name

    @cached_property
    def current(self) -> Any:
        """The entry that would be shown first: the one corrected, else the latest; None for a fresh form."""
        if self.corrects is not None:
            return self.corrects
        found = current_entry(self.desk.case, self.name, self.member)
        return None if self.compiled.form.repeats else found

    @cached_property
    def draft(self) -> Any:
        """The viewer's own draft, or None."""
        return draft_of(self.desk.viewer, self.desk.case, self.name, self.member)

    @cached_property
    def base(self) -> int | None:
        """The revision these answers began from; None where every entry stands by itself."""
        if self.compiled.form.repeats:
            return None
        if self.draft is not None:
            return int(self.draft.base_revision)
        return int(self.current.revision) if self.current else 0

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The questions whose present answers this viewer does not read."""
        if self.current is None or policy.may_read_sensitive(self.desk.viewer, self.desk.case):
            return frozenset()
        return policy.sensitive_names(self.compiled)

    @cached_property
    def outside(self) -> Mapping[str, Any]:
        """The names from outside that the form may mention."""
        return outside_of(self.desk.facts, self.member)

    def begun(self) -> dict[str, Any]:
        """What stands in the form when it is opened: the draft, else the latest answers, else its defaults."""
        if self.draft is not None:
            return dict(self.draft.answers)
        if self.current is not None:
            return dict(self.current.answers)
        return self.compiled.blank(self.outside, zone=self.desk.zone)

    def posted(self, posted: QueryDict) -> dict[str, Any]:
        """What was typed, with a row more or less where a button asked for that."""
        form = self.compiled.form
        raw = raw_answers(form, posted, self.desk.reader_zone)
        if place := posted.get("add_row"):
            raw = with_row_added(raw, form, place)
        if place := posted.get("remove_row"):
            raw = with_row_removed(raw, form, place)
        return {name: value for name, value in raw.items() if name not in self.withheld}

    def view(self, raw: Mapping[str, Any], *, checked: bool = False) -> FormView:
        """The form in the state that these raw answers bring about; withheld answers count, and are not shown."""
        whole = carried_over(raw, self.current.answers, self.withheld) if self.withheld else raw
        return filled(
            self.compiled,
            whole,
            outside=self.outside,
            language=self.desk.language,
            zone=self.desk.zone,
            reader_zone=self.desk.reader_zone,
            checked=checked,
            withheld=self.withheld,
            file_of=self._file,
        )

    def _file(self, identifier: str) -> File | None:
        attachment = attachment_in(self.desk.case, identifier)
        if attachment is None:
            return None
        return File(attachment.filename, reverse("web:download", args=[self.desk.case.pk, attachment.pk]))


def filling_for(request: HttpRequest, desk: Desk, form: str) -> Filling:
    """Open a form of a case; raises Http404 when the form, the member or the entry to correct is not there."""
    if form not in desk.pack.forms:
        raise Http404
    compiled = desk.pack.forms[form]
    member = _member(desk, request.GET.get("member", ""))
    if (compiled.form.about == "member") != (member is not None):
        raise Http404
    return Filling(desk, compiled, member, _corrected(desk, form, request.GET.get("corrects", "")))


def filling_of_move(desk: Desk, declared: Transition) -> Filling | None:
    """The form that comes with a step; None where there is none, or where each member has one of their own."""
    compiled = desk.pack.forms.get(declared.form)
    if compiled is None or compiled.form.about == "member":
        return None
    return Filling(desk, compiled, None, None)


def _member(desk: Desk, text: str) -> Any:
    if not text:
        return None
    found = next((member for member in desk.rows.members if str(member.pk) == text), None)
    if found is None:
        raise Http404
    return found


def _corrected(desk: Desk, form: str, text: str) -> Any:
    if not text:
        return None
    try:
        entry = entry_for(desk.case, UUID(text))
    except (ValueError, ObjectDoesNotExist):
        raise Http404 from None
    if entry.form != form:
        raise Http404
    return entry
