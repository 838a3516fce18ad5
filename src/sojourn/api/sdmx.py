"""The SDMX REST door: figures and structures for reading, 2.1 below `sdmx/2.1/` and 3.0 below `sdmx/3.0/`."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from sojourn.accounts.roles import Permission
from sojourn.evidence.sdmx.rest.answering import Answer, answer
from sojourn.evidence.sdmx.rest.fault import Fault
from sojourn.evidence.sdmx.rest.question import read_question
from sojourn.evidence.store import Store
from sojourn.kernel import moment
from sojourn.kernel.refused import Refused
from sojourn.protection.doors import door

ROOT = "/sdmx/"
ERROR = "application/vnd.sdmx.error+xml;version=2.1"


@door("api.sdmx", permission=Permission.EVIDENCE_READ)
@require_safe
def ask(request: HttpRequest) -> HttpResponseBase:
    """Answer a question of SDMX REST; a fault is an SDMX error message with its status."""
    words: Mapping[str, str] = request.GET.dict()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            question = read_question(request.path.partition(ROOT)[2] or "3.0/", words)
            with Store(Path(settings.EVIDENCE)).reading() as reading:
                found = answer(question, request.headers.get("Accept", ""), reading, Path(scratch), moment.now())
        except Fault as fault:
            return HttpResponse(fault.message(), status=fault.status, content_type=ERROR)
        except Refused as refused:
            return HttpResponse(Fault(400, 150, str(refused)).message(), status=400, content_type=ERROR)
        return _sent(found)


def _sent(found: Answer) -> HttpResponseBase:
    if found.file is None:
        return HttpResponse(found.text, content_type=found.media_type)
    # Opened before the folder goes: what is open can still be read to its end.
    return FileResponse(found.file.open("rb"), filename=found.name, content_type=found.media_type)
