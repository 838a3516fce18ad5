"""The forms of a case as a list: what is saved, what is a draft, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from sojourn.accounts.roles import Permission
from sojourn.grammar.forms import Form
from sojourn.web.cases.desk import Desk, people
from sojourn.web.wording import when

SAVED, DRAFT, MISSING = ("good", "check"), ("warn", "edit"), ("", "form")


@dataclass(frozen=True)
class FormItem:
    """One form, or one form for one member, and how far it is."""

    label: str
    url: str
    chip: str
    tone: str
    icon: str
    note: str = ""
    read_url: str = ""
    name: str = ""
    members: tuple[FormItem, ...] = ()


@dataclass(frozen=True)
class FormList:
    """A titled list of forms."""

    anchor: str
    title: str
    items: tuple[FormItem, ...]


def form_address(case_id: UUID, form: str, member_id: UUID | str | None = None) -> str:
    """Where a form is filled."""
    query = f"?{urlencode({'member': member_id})}" if member_id else ""
    return reverse("web:fill-form", args=[case_id, form]) + query


def forms_of_stage(desk: Desk, drafts: Iterable[Any]) -> FormList:
    """The forms that belong to the present stage."""
    stage = desk.pack.stages[desk.case.stage]
    names = [name for name in stage.forms if name in desk.pack.forms]
    return FormList("stage-forms", _("Forms of this stage"), _items(desk, names, drafts))


def other_forms(desk: Desk, drafts: Iterable[Any]) -> FormList:
    """Forms filled in other stages, and those that any stage may fill."""
    stage = set(desk.pack.stages[desk.case.stage].forms)
    filled = {entry.form for entry in desk.rows.entries} | set(desk.pack.anytime)
    names = [name for name in desk.pack.forms if name in filled - stage]
    return FormList("other-forms", _("Other forms"), _items(desk, names, drafts))


def _items(desk: Desk, names: Iterable[str], drafts: Iterable[Any]) -> tuple[FormItem, ...]:
    entries = {(entry.form, entry.member_id): entry for entry in desk.rows.entries}
    begun = {(draft.form, draft.member_id) for draft in drafts}
    names_of_people = people(entry.by for entry in desk.rows.entries)

    def item(form: Form, member_id: UUID | None, label: str) -> FormItem:
        entry = entries.get((form.name, member_id))
        chip, (tone, icon) = _standing(entry, (form.name, member_id) in begun)
        note = f"{when(entry.at)} · {names_of_people.get(str(entry.by), '')}".strip(" ·") if entry else ""
        may_write = desk.may(Permission.CASE_WRITE)
        read = reverse("web:show-entry", args=[desk.case.pk, entry.pk]) if entry else ""
        url = form_address(desk.case.pk, form.name, member_id) if may_write else read
        return FormItem(label, url, chip, tone, icon, note, read, desk.name(member_id))

    found = []
    for name in names:
        form = desk.pack.forms[name].form
        label = form.label(desk.language)
        if form.about != "member":
            found.append(item(form, None, label))
        else:
            each = tuple(item(form, UUID(member.id), label) for member in desk.facts.members)
            found.append(FormItem(label, "", "", "", "", members=each))
    return tuple(found)


def _standing(entry: Any, has_draft: bool) -> tuple[str, tuple[str, str]]:
    if has_draft:
        return _("My draft"), DRAFT
    return (_("Saved"), SAVED) if entry else (_("Not filled"), MISSING)
