"""The only writer of cases: one file per concern, each action one transaction with its audit rows."""

from sojourn.cases.actions.alerts import clear_alert, raise_alert
from sojourn.cases.actions.approvals import ask_approval, decide_approval
from sojourn.cases.actions.attachments import attach_file
from sojourn.cases.actions.consents import give_consent, withdraw_consent
from sojourn.cases.actions.decisions import decide_member
from sojourn.cases.actions.drafts import discard_draft, save_draft
from sojourn.cases.actions.entries import record_entry
from sojourn.cases.actions.escalating import due_cases, escalate_case, escalate_due_clocks
from sojourn.cases.actions.handovers import accept_handover, decline_handover
from sojourn.cases.actions.holding import hold_case, lift_hold
from sojourn.cases.actions.moving import move_case
from sojourn.cases.actions.numbers import reserve_numbers
from sojourn.cases.actions.opening import About, Joining, add_member, open_case, remove_member
from sojourn.cases.actions.placing import place_case
from sojourn.cases.actions.referrals import answer_referral, refer
from sojourn.cases.actions.services import add_service, change_service
from sojourn.cases.actions.tasks import add_task, cancel_task, complete_task
from sojourn.cases.conflict import Conflict, Difference

__all__ = [
    "About",
    "Conflict",
    "Difference",
    "Joining",
    "accept_handover",
    "add_member",
    "add_service",
    "add_task",
    "answer_referral",
    "ask_approval",
    "attach_file",
    "cancel_task",
    "change_service",
    "clear_alert",
    "complete_task",
    "decide_approval",
    "decide_member",
    "decline_handover",
    "discard_draft",
    "due_cases",
    "escalate_case",
    "escalate_due_clocks",
    "give_consent",
    "hold_case",
    "lift_hold",
    "move_case",
    "open_case",
    "place_case",
    "raise_alert",
    "record_entry",
    "refer",
    "remove_member",
    "reserve_numbers",
    "save_draft",
    "withdraw_consent",
]
