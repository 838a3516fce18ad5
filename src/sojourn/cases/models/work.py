"""What is to be done and known: tasks, alerts and approvals."""

from __future__ import annotations

from django.db import models

from sojourn.cases.models.case import Case, Member
from sojourn.kernel import ids, moment


class Task(models.Model):
    """Something a role in an office has to do; `origin` names the reaction, clock or person behind it."""

    class Protection:
        identifying = ("label",)
        sensitive = ("code",)
        ordinary = ("id", "case", "member", "role", "office", "due_at", "made_at", "made_by", "done_at", "done_by",
                    "cancelled_at", "cancelled_by", "origin", "params")  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="tasks")
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+", db_index=False)
    code = models.TextField()
    label = models.TextField(blank=True, default="")
    role = models.TextField(blank=True, default="")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=moment.now)
    made_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.UUIDField(null=True)
    origin = models.TextField(blank=True, default="")
    params = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(
                fields=["office", "due_at"],
                name="cases_task_open",
                condition=models.Q(done_at__isnull=True, cancelled_at__isnull=True),
            )
        ]


class Alert(models.Model):
    """Something a role must know at once, until somebody clears it."""

    class Protection:
        identifying = ("label",)
        sensitive = ("code",)
        ordinary = ("id", "case", "member", "severity", "role", "raised_at", "raised_by", "cleared_at", "cleared_by",
                    "origin", "params")  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="alerts")
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+", db_index=False)
    code = models.TextField()
    label = models.TextField(blank=True, default="")
    severity = models.TextField(default="medium")
    role = models.TextField(blank=True, default="")
    raised_at = models.DateTimeField(default=moment.now)
    raised_by = models.UUIDField(null=True)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.UUIDField(null=True)
    origin = models.TextField(blank=True, default="")
    params = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["raised_at"], name="cases_alert_open", condition=models.Q(cleared_at__isnull=True))
        ]


class Approval(models.Model):
    """A question to a second person, and the answer with its reason."""

    class Protection:
        identifying = ()
        sensitive = ("note", "reason")
        ordinary = ("id", "case", "kind", "role", "asked_at", "asked_by", "decided_at", "decided_by", "decision")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="approvals")
    kind = models.TextField()
    role = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField(default=moment.now)
    asked_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decision = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
