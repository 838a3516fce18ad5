"""The hub's answers to a member: accept, ask back, take a signed file, keep a public key."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection.doors import door
from sojourn.reporting.actions import accept_return, ask_back, keep_public_key, receive_return
from sojourn.reporting.queries import signed_of
from sojourn.web.reports.filling import MOST_BYTES, done


@door("reports.decide", permission=Permission.REPORT_ASK, scope="office")
@require_POST
def decide(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Accept the return that was looked at, or ask back."""

    def do(viewer: Viewer, part: Any) -> str:
        signed, message = signed_of(part), request.POST.get("message", "")[:4000]
        if signed is None or str(signed.number) != request.POST.get("number"):
            raise Refused(
                Reason("decided_already", "A newer return is here, or this one was answered: look at it again")
            )
        if request.POST.get("decision") == "accept":
            accept_return(signed=signed, message=message, by=viewer)
            return _("The return is accepted")
        ask_back(signed=signed, message=message, by=viewer)
        return _("The member is asked to look again")

    return done(request, part_id, do)


@door("reports.receive", permission=Permission.REPORT_ASK, scope="office")
@require_POST
def receive(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Take a return that the member signed on its own server."""

    def do(viewer: Viewer, part: Any) -> str:
        upload = request.FILES.get("file")
        if upload is None or (upload.size or 0) > MOST_BYTES:
            raise Refused(Reason("no_file", "Choose the filled file first", field="file"))
        receive_return(asked=part, text=upload.read().decode("utf-8", errors="replace"), by=viewer)
        return _("The signature fits; the return is here")

    return done(request, part_id, do)


@door("reports.public-key", permission=Permission.REPORT_ASK, scope="office")
@require_POST
def keep_key(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Keep the public key of a member that signs on its own server."""

    def do(viewer: Viewer, part: Any) -> str:
        keep_public_key(office=part.office, public=request.POST.get("public", ""), by=viewer)
        return _("The public key is kept")

    return done(request, part_id, do)
