"""The verbs of stories and the words each takes; the first word is the one a bare value stands for."""

from __future__ import annotations

from collections.abc import Mapping

VERBS: Mapping[str, tuple[str, ...]] = {
    "as": ("role", "office", "user", "compartments"),
    "at": ("at",),
    "wait": ("hours", "minutes", "days", "weeks", "months", "working_days"),
    "fill": ("form", "member", "answers", "refused", "only_includes", "problems", "says", "version"),
    "attempt": (
        "transition", "allowed", "refused", "only_includes", "problems", "says", "reason", "note", "answers", "member",
    ),
    "hold": ("state", "reason", "note", "refused", "says"),
    "lift": ("state", "note", "reason", "refused", "says"),
    "task": ("code", "member", "role", "label", "within"),
    "task_done": ("code", "member", "refused"),
    "cancel_task": ("code", "member"),
    "alert": ("code", "member", "severity"),
    "clear_alert": ("code", "member"),
    "refer": ("service", "member", "to", "refused"),
    "answer_referral": ("service", "answer", "member", "note", "refused"),
    "ask_approval": ("kind", "note", "refused"),
    "approve": ("kind", "decision", "reason", "note", "refused", "says"),
    "consent": ("member", "purpose", "decision", "given_by", "method", "language", "refused"),
    "withdraw_consent": ("member", "purpose", "refused"),
    "decide": ("member", "kind", "outcome", "reasons", "refused"),
    "book": ("service", "member", "state", "refused"),
    "attach": ("question", "filename", "member", "refused"),
    "add_member": ("member", "relation"),
    "accept_handover": ("note", "refused"),
    "decline_handover": ("reason", "note", "refused"),
    "worker": ("do",),
    "expect": (
        "stage", "side_state", "side_reason", "tasks", "no_tasks", "clocks", "values", "alerts", "no_alerts",
        "referrals", "services", "approvals", "measures", "audit", "cases", "sees", "can", "cannot", "answers",
    ),
}  # fmt: skip
GIVEN = ("at", "offices", "case", "subject", "members", "stage", "entered", "forms", "as")
TOP = ("story", "pack", "rules", "exits", "vignette", "note", "given", "when", "then", "steps")
