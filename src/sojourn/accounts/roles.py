"""Permissions and roles as plain data: what each kind of colleague may do in the office of their posting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing a role may do; asked by policy, never by the name of a role."""

    CASE_READ = "case_read"
    CASE_OPEN = "case_open"
    CASE_WRITE = "case_write"
    CASE_MOVE = "case_move"
    DECIDE = "decide"
    SENSITIVE_READ = "sensitive_read"
    ATTACHMENT_READ = "attachment_read"
    REFER = "refer"
    IDENTITY_JUDGE = "identity_judge"
    FAMILY_TRACE = "family_trace"
    IDENTITY_JUDGE_SEALED = "identity_judge_sealed"
    MEASURES_READ = "measures_read"
    MEASURES_REGION = "measures_region"
    BOARD_READ = "board_read"
    IMPORT = "import"
    EXPORT = "export"
    REPORT_FILL = "report_fill"
    REPORT_ASK = "report_ask"
    EVIDENCE_READ = "evidence_read"
    PROFILE_WRITE = "profile_write"
    PROFILE_APPROVE = "profile_approve"
    AUDIT_READ = "audit_read"
    USERS_MANAGE = "users_manage"


P = Permission
WORDS: dict[Permission, Promise] = {
    P.CASE_READ: _("Read cases of the office"),
    P.CASE_OPEN: _("Open a case"),
    P.CASE_WRITE: _("Fill forms, keep tasks, services and consents"),
    P.CASE_MOVE: _("Move a case to its next stage, where the programme lets the role do so"),
    P.DECIDE: _("Decide on requests for approval"),
    P.SENSITIVE_READ: _("Read sensitive answers"),
    P.ATTACHMENT_READ: _("Open attachments"),
    P.REFER: _("Refer a person to a service or an office, and answer referrals"),
    P.FAMILY_TRACE: _("Look for family members, and verify who may be meant"),
    P.IDENTITY_JUDGE: _("Judge whether two records are of the same person"),
    P.IDENTITY_JUDGE_SEALED: _("Judge it where one of the records is sealed and the other is not"),
    P.MEASURES_READ: _("Read the measures of the office, as figures"),
    P.MEASURES_REGION: _("Read the measures of every office below the own one, as figures"),
    P.BOARD_READ: _("Read the manager's board"),
    P.IMPORT: _("Import cases from files"),
    P.EXPORT: _("Export cases to files"),
    P.REPORT_FILL: _("Fill and sign the statistical returns of the office"),
    P.REPORT_ASK: _("Ask the offices below the own one for figures, and publish the regional table"),
    P.EVIDENCE_READ: _("Read statistics of countries, migration profiles and what they lack"),
    P.PROFILE_WRITE: _("Write migration profiles: texts, requests for data, gaps, drafts of editions"),
    P.PROFILE_APPROVE: _("Approve migration profiles: lists of indicators, texts, returned data, editions"),
    P.AUDIT_READ: _("Read the audit trail of the own office and those below it"),
    P.USERS_MANAGE: _("Keep users, offices and postings"),
}


@dataclass(frozen=True)
class Role:
    """A kind of colleague. What a programme lets each role do is written in the programme's own folder."""

    code: str
    label: Promise
    description: Promise
    permissions: frozenset[Permission]

    @property
    def sees_sensitive(self) -> bool:
        """Whether the role reads sensitive answers."""
        return P.SENSITIVE_READ in self.permissions

    @property
    def needs_second_factor(self) -> bool:
        """Whether the role must sign in with a second factor: whoever reads sensitive answers, the audit
        trail, or could give themselves either by keeping users."""
        return bool(self.permissions & {P.SENSITIVE_READ, P.USERS_MANAGE, P.AUDIT_READ})


_READS = {P.CASE_READ, P.ATTACHMENT_READ}
_WORKS = _READS | {P.CASE_WRITE, P.CASE_MOVE}
_CARES = _WORKS | {P.CASE_OPEN, P.REFER, P.SENSITIVE_READ, P.FAMILY_TRACE}
_LEADS = {P.MEASURES_READ, P.BOARD_READ, P.EVIDENCE_READ}
_PROFILES = {P.PROFILE_WRITE, P.PROFILE_APPROVE}

_ALL = (
    Role("counsellor", _("Counsellor"), _("Meets people, informs them and fills their forms."), frozenset(_CARES)),
    Role(
        "caseworker",
        _("Caseworker"),
        _("Accompanies a case from its opening to its end."),
        frozenset(_CARES | {P.IDENTITY_JUDGE}),
    ),
    Role(
        "reviewer",
        _("Reviewer"),
        _("Checks what others wrote and decides."),
        frozenset(_WORKS | {P.DECIDE, P.SENSITIVE_READ, P.IDENTITY_JUDGE, P.FAMILY_TRACE}),
    ),
    Role("operations", _("Operations"), _("Books and accompanies travel and other services."), frozenset(_WORKS)),
    Role("finance", _("Finance"), _("Pays, after others have decided."), frozenset(_WORKS)),
    Role(
        "protection_officer",
        _("Protection officer"),
        _("Looks after people at risk, and lifts or keeps holds."),
        frozenset(_CARES | {P.DECIDE, P.IMPORT, P.IDENTITY_JUDGE, P.IDENTITY_JUDGE_SEALED}),
    ),
    Role(
        "me_officer",
        _("Monitoring and evaluation officer"),
        _("Reads figures of the office and gives them to the hub, never a case."),
        frozenset(_LEADS | {P.REPORT_FILL, P.PROFILE_WRITE}),
    ),
    Role(
        "office_manager",
        _("Office manager"),
        _("Answers for the office: its board, its approvals, its files."),
        frozenset(
            _WORKS
            | _LEADS
            | {P.CASE_OPEN, P.DECIDE, P.REFER, P.IMPORT, P.EXPORT, P.IDENTITY_JUDGE, P.REPORT_FILL}
            | _PROFILES
        ),
    ),
    Role(
        "hub_analyst",
        _("Hub analyst"),
        _("Reads figures of every office below the hub, never a case."),
        frozenset(_LEADS | {P.MEASURES_REGION, P.REPORT_ASK, P.PROFILE_WRITE}),
    ),
    Role(
        "administrator",
        _("Administrator"),
        _("Keeps users and offices, and reads no case at all."),
        frozenset({P.USERS_MANAGE}),
    ),
    Role(
        "data_protection_officer",
        _("Data-protection officer"),
        _("Reads who did and who read what, never a case."),
        frozenset({P.AUDIT_READ}),
    ),
)

ROLES: dict[str, Role] = {role.code: role for role in _ALL}
