"""The verbs of stories and the words each takes; the first word is the one a bare value stands for."""

from __future__ import annotations

from collections.abc import Mapping

# What should come of a step; every verb that does something takes them.
OUTCOMES = ("allowed", "refused", "only_includes", "problems", "says")
_QUIET = ("as", "at", "wait", "expect")

_OWN: Mapping[str, tuple[str, ...]] = {
    "as": ("role", "office", "user", "compartments"),
    "at": ("at",),
    "wait": ("hours", "minutes", "days", "weeks", "months", "working_days"),
    "fill": ("form", "member", "answers", "version"),
    "attempt": ("transition", "reason", "note", "answers", "member"),
    "hold": ("state", "reason", "note"),
    "lift": ("state", "note", "reason"),
    "task": ("code", "member", "role", "label", "within"),
    "task_done": ("code", "member"),
    "cancel_task": ("code", "member"),
    "alert": ("code", "member", "severity"),
    "clear_alert": ("code", "member"),
    "refer": ("service", "member", "to"),
    "answer_referral": ("service", "answer", "member", "note"),
    "ask_approval": ("kind", "note"),
    "approve": ("kind", "decision", "reason", "note"),
    "consent": ("member", "purpose", "decision", "given_by", "method", "language"),
    "withdraw_consent": ("member", "purpose"),
    "decide": ("member", "kind", "outcome", "reasons"),
    "book": ("service", "member", "state"),
    "attach": ("question", "filename", "member"),
    "add_member": ("member", "relation"),
    "accept_handover": ("note",),
    "decline_handover": ("reason", "note"),
    "worker": ("do",),
    "known_before": ("person", "family_name", "given_names", "birth", "sex", "nationality", "stage", "at"),
    "judge": ("verdict", "person", "member", "reason"),
    "expect": (
        "stage", "side_state", "side_reason", "tasks", "no_tasks", "clocks", "values", "alerts", "no_alerts",
        "referrals", "services", "approvals", "measures", "audit", "cases", "sees", "can", "cannot", "answers",
        "duplicates", "earlier_help",
    ),
}  # fmt: skip
VERBS: Mapping[str, tuple[str, ...]] = {
    verb: words if verb in _QUIET else words + OUTCOMES for verb, words in _OWN.items()
}
GIVEN = ("at", "offices", "case", "subject", "members", "stage", "entered", "forms", "as")
TOP = ("story", "pack", "rules", "exits", "vignette", "note", "given", "when", "then", "steps")
