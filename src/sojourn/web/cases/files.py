"""The files of a case: seen as a list, brought in, read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sojourn.accounts.roles import Permission
from sojourn.audit.actions import record
from sojourn.cases.actions import attach_file
from sojourn.cases.queries.attachments import attachment_in, attachments_of, content_of
from sojourn.kernel.refused import Refused
from sojourn.protection.doors import door
from sojourn.web.cases.desk import Desk, desk_for, people
from sojourn.web.cases.header import header_of
from sojourn.web.wording import when, whys


@door("case.files", permission=Permission.CASE_READ, scope="case")
@require_safe
def show_files(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The files of a case."""
    desk = desk_for(request, case_id)
    words = {
        "case": header_of(desk, "case-files"),
        "files": _shown(desk),
        "may_attach": desk.may(Permission.CASE_WRITE),
        "upload_url": reverse("web:attach", args=[case_id]),
    }
    return render(request, "web/cases/files.html", words)


@door("file.attach", permission=Permission.CASE_WRITE, scope="case")
@require_POST
def attach(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Bring a file into a case."""
    desk = desk_for(request, case_id)
    upload = request.FILES.get("file")
    if upload is None:
        messages.error(request, _("Choose a file first."))
    else:
        try:
            attach_file(case=desk.case, upload=upload, filename=upload.name or "", by=desk.viewer)
            messages.success(request, _("The file is kept with the case."))
        except Refused as refused:
            for said in whys(refused.reasons):
                messages.error(request, said.text)
    return HttpResponseRedirect(reverse("web:case-files", args=[case_id]))


@door("file.download", permission=Permission.ATTACHMENT_READ, scope="case")
@require_safe
def download(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponse:
    """Send a file to be saved, never to be shown in the page."""
    desk = desk_for(request, case_id)
    attachment = attachment_in(desk.case, file_id)
    if attachment is None or not desk.may(Permission.ATTACHMENT_READ):
        raise Http404
    try:
        content = content_of(attachment)
    except FileNotFoundError:
        raise Http404 from None
    record("attachment.read", by=desk.viewer, on=desk.case, detail={"attachment": str(attachment.pk)})
    answer = FileResponse(
        content, as_attachment=True, filename=attachment.filename, content_type=attachment.content_type
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _shown(desk: Desk) -> list[dict[str, Any]]:
    rows = attachments_of(desk.case)
    names = people(row.by for row in rows)
    may_read = desk.may(Permission.ATTACHMENT_READ)
    return [
        {
            "name": row.filename,
            "url": reverse("web:download", args=[desk.case.pk, row.pk]) if may_read else "",
            "kind": row.content_type,
            "size": row.size,
            "who": desk.name(row.member_id),
            "words": f"{when(row.at)} · {names.get(str(row.by), '')}".strip(" ·"),
        }
        for row in rows
    ]
