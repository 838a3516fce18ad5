"""The page that shows one entry: what was answered, by whom, and the versions before and after it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sojourn.accounts.roles import Permission
from sojourn.cases.queries.attachments import attachment_in
from sojourn.cases.queries.drafts import entry_for
from sojourn.cases.queries.entries import entries_of
from sojourn.protection.actions import show_answers
from sojourn.protection.doors import door
from sojourn.web.cases.desk import Desk, desk_for, people
from sojourn.web.cases.formlist import form_address
from sojourn.web.cases.header import header_of
from sojourn.web.forms.answers import answer_lines
from sojourn.web.forms.view import File
from sojourn.web.wording import when


@door("entry.show", permission=Permission.CASE_READ, scope="case")
@require_safe
def show_entry(request: HttpRequest, case_id: UUID, entry_id: UUID) -> HttpResponse:
    """Show one entry with its answers; sensitive ones only to roles that read them, and each reading is noted."""
    desk = desk_for(request, case_id)
    try:
        entry = entry_for(desk.case, entry_id)
    except ObjectDoesNotExist:
        raise Http404 from None
    if entry.form not in desk.pack.forms:
        raise Http404
    words = {"case": header_of(desk, "case-forms"), "entry": _shown(desk, entry)}
    return render(request, "web/cases/entry.html", words)


def _shown(desk: Desk, entry: Any) -> dict[str, Any]:
    compiled = desk.pack.forms[entry.form]
    (answers,) = show_answers(case=desk.case, sheets=[(compiled, entry.answers)], by=desk.viewer)
    others = entries_of(desk.case, entry.form, entry.member)
    names = people(other.by for other in others)
    newest = others[0].pk == entry.pk
    corrects = None if not compiled.form.repeats else entry.pk
    return {
        "label": compiled.form.label(desk.language),
        "member": desk.name(entry.member_id),
        "words": f"{when(entry.at)} · {names.get(str(entry.by), '')}".strip(" ·"),
        "older": "" if newest or compiled.form.repeats else _("This is an older version. A newer one was saved since."),
        "lines": answer_lines(desk.pack, compiled.form, answers, desk.language, lambda key: _file(desk, key)),
        "edit_url": _edit_url(desk, entry, corrects),
        "edit_label": _("Put right") if corrects else _("Fill again"),
        "versions": [_version(desk, other, entry, names) for other in others] if len(others) > 1 else [],
    }


def _edit_url(desk: Desk, entry: Any, corrects: UUID | None) -> str:
    if not desk.may(Permission.CASE_WRITE):
        return ""
    url = form_address(desk.case.pk, entry.form, entry.member_id)
    if corrects is None:
        return url
    return f"{url}{'&' if '?' in url else '?'}corrects={corrects}"


def _version(desk: Desk, other: Any, shown: Any, names: Any) -> dict[str, Any]:
    return {
        "here": other.pk == shown.pk,
        "label": _("Version %(number)s") % {"number": other.revision},
        "url": reverse("web:show-entry", args=[desk.case.pk, other.pk]),
        "words": f"{when(other.at)} · {names.get(str(other.by), '')}".strip(" ·"),
    }


def _file(desk: Desk, key: str) -> File | None:
    attachment = attachment_in(desk.case, key)
    if attachment is None or not desk.may(Permission.ATTACHMENT_READ):
        return None
    return File(attachment.filename, reverse("web:download", args=[desk.case.pk, attachment.pk]))
