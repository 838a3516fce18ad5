"""The tables of cases: the case, its members, what was entered, what runs, what is to be done."""

from sojourn.cases.models.case import Case, Handover, Member, StageEntry
from sojourn.cases.models.clock import ClockRun, Pause
from sojourn.cases.models.consent import Consent, MemberDecision
from sojourn.cases.models.entry import Attachment, Draft, Entry
from sojourn.cases.models.fact import Fact
from sojourn.cases.models.service import Referral, ServiceLine
from sojourn.cases.models.work import Alert, Approval, Task

__all__ = [
    "Alert",
    "Approval",
    "Attachment",
    "Case",
    "ClockRun",
    "Consent",
    "Draft",
    "Entry",
    "Fact",
    "Handover",
    "Member",
    "MemberDecision",
    "Pause",
    "Referral",
    "ServiceLine",
    "StageEntry",
    "Task",
]
