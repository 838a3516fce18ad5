"""Open, correct and end a request; say whether contact is safe."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.cases.models import Attachment, Case, Member
from sojourn.kernel import moment
from sojourn.kernel.partial_date import PartialDate
from sojourn.kernel.refused import Reason, Refused
from sojourn.tracing.actions.holding import must
from sojourn.tracing.models import Relation, TracePair, TraceRequest
from sojourn.tracing.queries.requests import agreed

PLAIN = (
    "birth", "sex", "origin", "father_name", "mother_name", "last_seen_on", "last_seen_at", "circumstances", "marks",
)  # fmt: skip
CLOSED_FOR = ("found", "taken_back", "died", "no_contact", "other")
BARRED = (TraceRequest.Clearance.PENDING, TraceRequest.Clearance.REFUSED)


@dataclass(frozen=True)
class Described:
    """Somebody who is sought, as told. Names are given and family apart, or full as said; dates may be partial."""

    given: str = ""
    family: str = ""
    other_names: tuple[str, ...] = ()
    birth: str = ""
    sex: str = ""
    nationalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    origin: str = ""
    father_name: str = ""
    mother_name: str = ""
    last_seen_on: str = ""
    last_seen_at: str = ""
    circumstances: str = ""
    marks: str = ""
    photo: UUID | None = None


@action
def open_request(
    *, member: Member, relation: str, described: Described, risk: bool = False, by: Viewer
) -> TraceRequest:
    """Write down whom a member seeks; with `risk`, nobody is contacted before a protection officer said it is safe.

    Refused without the right, without a name, with a date or relation that is none, a photo that isn't of this case,
    or while the member hasn't agreed to tracing (children.md R07).
    """
    case = member.case
    must(case, Permission.FAMILY_TRACE, by)
    if member.pk not in agreed([member]):
        raise Refused(Reason("no_consent", "{who} has not agreed to tracing: ask first, and record the answer.",
                             {"who": str(member.subject)}, field="member"))  # fmt: skip
    _see_that_it_holds(case, relation, described)
    clearance = TraceRequest.Clearance.PENDING if risk else TraceRequest.Clearance.NOT_NEEDED
    made = TraceRequest(
        case=case, member=member, office=case.office, compartment=case.compartment, relation=relation,
        clearance=clearance, opened_by=by.user_id, opened_at=moment.now(),
    )  # fmt: skip
    _describe(made, described, by)
    note("trace.requested", by=by, on=made, office=case.office_id, compartment=case.compartment,
         detail={"relation": relation, "clearance": clearance})  # fmt: skip
    return made


@action
def change_request(*, request: TraceRequest, described: Described, relation: str = "", by: Viewer) -> TraceRequest:
    """Correct the description; candidates are looked for anew."""
    request = _held(request, by)
    _see_that_it_holds(request.case, relation or request.relation, described)
    request.relation = relation or request.relation
    request.compared_at = None
    _describe(request, described, by)
    _noted(request, "trace.changed", by)
    return request


@action
def follow_request(*, request: TraceRequest, status: str, reason: str = "", by: Viewer) -> TraceRequest:
    """Open, suspend or close a request; closing wants a reason out of CLOSED_FOR. Its possible candidates go."""
    request = _held(request, by)
    if status not in TraceRequest.Status.values:
        raise Refused(Reason("status", "A request is open, suspended or closed.", field="status"))
    if status == TraceRequest.Status.CLOSED and reason not in CLOSED_FOR:
        raise Refused(Reason("reason", "Say why the request is closed.", field="reason"))
    request.status, request.closed_reason, request.compared_at = status, reason, None
    request.save(update_fields=["status", "closed_reason", "compared_at"])
    if status != TraceRequest.Status.OPEN:
        TracePair.objects.filter(request_ref=request.pk, state=TracePair.State.POSSIBLE).delete()
    _noted(request, f"trace.{status}", by, reason=reason)
    return request


@action
def clear_contact(*, request: TraceRequest, safe: bool, reason: str, by: Viewer) -> TraceRequest:
    """A protection officer says whether contact is safe, with the reason (children.md R07)."""
    request = _held(request, by, Permission.DECIDE)
    if not reason.strip():
        raise Refused(Reason("reason", "Say why contact is safe, or why not.", field="reason"))
    request.clearance = TraceRequest.Clearance.CLEARED if safe else TraceRequest.Clearance.REFUSED
    request.clearance_reason, request.clearance_by, request.clearance_at = reason.strip(), by.user_id, moment.now()
    request.save()
    TracePair.objects.filter(request_ref=request.pk).update(barred=not safe)
    _noted(request, "trace.cleared", by, clearance=str(request.clearance))
    return request


def _held(request: TraceRequest, by: Viewer, permission: Permission = Permission.FAMILY_TRACE) -> TraceRequest:
    rows = TraceRequest.objects.select_for_update(of=("self",)).select_related("case__office")
    found = rows.get(pk=request.pk)
    must(found.case, permission, by)
    return found


def _describe(request: TraceRequest, said: Described, by: Viewer) -> None:
    names = (
        [{"given": said.given.strip(), "family": said.family.strip(), "full": ""}] if said.given or said.family else []
    )
    names += [{"given": "", "family": "", "full": name.strip()} for name in said.other_names if name.strip()]
    request.names = names
    plain = asdict(said)
    for name in PLAIN:
        setattr(request, name, str(plain[name]).strip())
    request.nationalities, request.languages = list(said.nationalities), list(said.languages)
    request.photo, request.changed_by, request.changed_at = said.photo, by.user_id, moment.now()
    request.save()


def _see_that_it_holds(case: Case, relation: str, said: Described) -> None:
    reasons = []
    if relation not in Relation.values:
        reasons.append(Reason("relation", "Say what the person is to the one who seeks.", field="relation"))
    if not (said.given.strip() or said.family.strip() or any(name.strip() for name in said.other_names)):
        reasons.append(Reason("name", "Write at least one name.", field="given"))
    for name, written in (("birth", said.birth), ("last_seen_on", said.last_seen_on)):
        if written.strip() and not _is_date(written.strip()):
            words = {"value": written}
            reasons.append(
                Reason("date", "“{value}” is no date: write 2014, 2014-05 or 2014-05-31.", words, field=name)
            )
    if said.photo and not Attachment.objects.filter(case=case, pk=said.photo).exists():
        reasons.append(Reason("photo", "The photograph is not among the files of this case.", field="photo"))
    if reasons:
        raise Refused(reasons)


def _is_date(written: str) -> bool:
    try:
        PartialDate.parse(written)
    except ValueError:
        return False
    return True


def _noted(request: TraceRequest, name: str, by: Viewer, **detail: str) -> None:
    note(name, by=by, on=request, office=request.office_id, compartment=request.compartment, detail=detail)
