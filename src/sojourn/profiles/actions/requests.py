"""Ask an institution for figures; take its workbook, check it, ask back or accept: accepted figures join the store."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.profile.requests import rows_of
from sojourn.evidence.profile.returned import keep_returned
from sojourn.evidence.store import Store
from sojourn.evidence.templates import Figure, figures_from_workbook
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.profiles.checking import checked, template_of
from sojourn.profiles.models import DataRequest, DataReturn, Profile
from sojourn.profiles.rights import see_that_approver, see_that_writer

MOST_YEARS = 30
S = DataRequest.State


@action
def send_request(
    *, profile: Profile, institution: str, indicators: Sequence[str], years: tuple[int, int], due_on: date,
    partners: Sequence[str] = (), by: Viewer,
) -> DataRequest:  # fmt: skip
    """Ask an institution for some indicators over the years from the first to the last of `years`."""
    see_that_writer(by, profile.office_id)
    known = catalogue().indicators
    if not institution.strip():
        raise Refused(Reason("empty", "Name the institution", field="institution"))
    if not indicators or any(one not in known for one in indicators):
        raise Refused(Reason("unknown_indicator", "Choose indicators of the catalogue", field="indicators"))
    if not 0 <= years[1] - years[0] < MOST_YEARS:
        message = "Ask for one to {most} years, the earlier one first"
        raise Refused(Reason("years", message, {"most": MOST_YEARS}, field="first_year"))
    request = DataRequest.objects.create(
        profile=profile, institution=institution.strip(), indicators=[one for one in known if one in set(indicators)],
        first_year=years[0], last_year=years[1], partners=list(partners), due_on=due_on, sent_by=by.user_id,
    )  # fmt: skip
    detail = {"indicators": len(request.indicators)}
    note("data_request.sent", by=by, on=request, office=profile.office_id, detail=detail)
    return request


@action
def store_return(*, request: DataRequest, path: Path, store: Store, by: Viewer, file_name: str = "") -> DataReturn:
    """Read and check a filled workbook; keep its figures and its problems, cell by cell.

    Refused when it cannot be read at all or is another request's.
    """
    see_that_writer(by, request.profile.office_id)
    request = DataRequest.objects.select_for_update(of=("self",)).select_related("profile").get(pk=request.pk)
    if request.state == S.ACCEPTED:
        raise Refused(Reason("accepted", "This request was answered and accepted"))
    template = template_of(request)
    returned = figures_from_workbook(template, path)
    problems = [*returned.problems, *checked(request, template, returned.figures, store)]
    last = request.returns.first()
    kept = DataReturn.objects.create(
        request=request,
        number=last.number + 1 if last else 1,
        file_name=file_name or path.name,
        file_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        figures=[[name, *place, figure.value, figure.status] for (name, place), figure in returned.figures.items()],
        problems=[_problem(one) for one in problems],
        stored_by=by.user_id,
    )
    request.state = S.RETURNED
    request.save(update_fields=["state"])
    detail = {"number": kept.number, "file": kept.file_sha256, "problems": len(kept.problems)}
    note("data_request.returned", by=by, on=request, office=request.profile.office_id, detail=detail)
    return kept


@action
def ask_back(*, request: DataRequest, message: str, by: Viewer) -> DataReturn:
    """Ask the institution to look again at its newest return."""
    see_that_writer(by, request.profile.office_id)
    if not message.strip():
        raise Refused(Reason("message", "Say what should be looked at again", field="message"))
    return _decided(request, "asked_back", S.ASKED_BACK, message, by)


@action
def accept_return(*, request: DataRequest, store: Store, by: Viewer, message: str = "") -> DataReturn:
    """Accept the newest return: its figures become a new vintage of the store.

    Refused while it has errors; warnings must be answered in `message`.
    """
    see_that_approver(by, request.profile.office_id)
    kept = _decided(request, "accepted", S.ACCEPTED, message, by)
    if any(problem["severity"] == "error" for problem in kept.problems):
        raise Refused(Reason("has_errors", "The return has errors: ask the institution to correct them"))
    if kept.problems and not message.strip():
        raise Refused(Reason("unexplained", "Say why the figures are right although they are unusual", field="message"))
    figures = {(name, (year, code)): Figure(value, status) for name, year, code, value, status in kept.figures}
    rows = list(rows_of(template_of(request), figures))
    country = request.profile.country
    kept.vintage = keep_returned(store, country, rows, on=moment.today(), by=by.name)
    kept.save(update_fields=["vintage"])
    return kept


def _decided(request: DataRequest, decision: str, state: str, message: str, by: Viewer) -> DataReturn:
    request = DataRequest.objects.select_for_update(of=("self",)).select_related("profile").get(pk=request.pk)
    kept = request.returns.first()
    if kept is None or kept.decision:
        raise Refused(Reason("decided_already", "There is no return waiting for an answer"))
    kept.decision, kept.message = decision, message.strip()
    kept.decided_at, kept.decided_by = moment.now(), by.user_id
    kept.save(update_fields=["decision", "message", "decided_at", "decided_by"])
    request.state = state
    request.save(update_fields=["state"])
    detail = {"number": kept.number}
    note(f"data_request.{decision}", by=by, on=request, office=request.profile.office_id, detail=detail)
    return kept


def _problem(problem: Any) -> dict[str, Any]:
    return {
        "at": problem.at, "severity": problem.severity, "code": problem.reason.code, "message": problem.reason.message,
        "params": dict(problem.reason.params),
    }  # fmt: skip
