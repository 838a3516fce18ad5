"""Consents: what a member allows, given and taken back; taking back is as easy as giving."""

from __future__ import annotations

from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action
from sojourn.cases.actions.settling import work_on
from sojourn.cases.models import Consent, Member
from sojourn.kernel.refused import Reason, Refused

DECISIONS = ("yes", "no", "later")
GIVERS = ("self", "guardian", "both", "court")
METHODS = ("signature", "mark", "verbal_witnessed", "digital")


@action
def give_consent(
    *, member: Member, purpose: str, decision: str = "yes", given_by: str = "self", method: str = "signature",
    language: str = "", by: Viewer,
) -> Consent:  # fmt: skip
    """Record a member's answer to one purpose; an earlier answer stays readable (rights-and-data-protection.md §2).

    Raises Refused for words that are none, and for a purpose that the programme does not know.
    """
    for word, known, field in ((decision, DECISIONS, "decision"), (given_by, GIVERS, "given_by"),
                               (method, METHODS, "method")):  # fmt: skip
        if word not in known:
            raise Refused(Reason("consent_word", '"{word}" is not one of: {known}.',
                                 {"word": word, "known": ", ".join(known)}, field=field))  # fmt: skip
    with work_on(member.case_id, by, Permission.CASE_WRITE) as work:
        if purpose not in work.pack.purposes:
            words = 'The programme asks nobody to allow "{purpose}". It knows: {known}.'
            params = {"purpose": purpose, "known": ", ".join(work.pack.purposes)}
            raise Refused(Reason("purpose_unknown", words, params, field="purpose"))
        consent = Consent.objects.create(
            case=work.case, member=member, purpose=purpose, decision=decision, given_by=given_by, method=method,
            language=language, at=work.now, by=by.user_id,
        )  # fmt: skip
        work.note("consent.recorded", purpose=purpose, decision=decision, member=str(member.pk))
        work.touched(member=member.pk)
    return consent


@action
def withdraw_consent(*, consent: Consent, by: Viewer) -> Consent:
    """Take a consent back, for any role that sees the case; raise Refused when it was taken back before."""
    with work_on(consent.case_id, by, Permission.CASE_READ) as work:
        columns = {"withdrawn_at": work.now, "withdrawn_by": by.user_id}
        if not Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(**columns):
            raise Refused(Reason("consent_withdrawn", "This consent was taken back before."))
        consent.withdrawn_at, consent.withdrawn_by = work.now, by.user_id
        work.note("consent.withdrawn", purpose=consent.purpose, member=str(consent.member_id))
        work.touched(member=consent.member_id)
    return consent
