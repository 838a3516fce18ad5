"""What runs: clocks with their deadlines, and the pauses that a side state brings."""

from __future__ import annotations

from django.db import models

from sojourn.cases.models.case import Case, Member
from sojourn.kernel import ids, moment


class ClockRun(models.Model):
    """One run of one declared clock; `escalated` lists the keys of the steps already taken.

    `next_at` is when the next step is to be taken, so that the worker finds it; null when there is none.
    """

    class Protection:
        identifying = ()
        sensitive = ("clock",)
        ordinary = ("id", "case", "member", "started_at", "due_at", "stopped_at", "next_at", "escalated")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="clock_runs")
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+", db_index=False)
    clock = models.TextField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    escalated = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="cases_clock_due", condition=models.Q(stopped_at__isnull=True)),
            models.Index(fields=["next_at"], name="cases_clock_next", condition=models.Q(next_at__isnull=False)),
        ]


class Pause(models.Model):
    """A stretch in which a side state held; clocks that pause with it do not count it."""

    class Protection:
        identifying = ()
        sensitive = ("state", "reason")
        ordinary = ("id", "case", "from_at", "until_at", "by", "lifted_by")

    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    state = models.TextField()
    reason = models.TextField(blank=True, default="")
    from_at = models.DateTimeField(default=moment.now)
    until_at = models.DateTimeField(null=True)
    by = models.UUIDField(null=True)
    lifted_by = models.UUIDField(null=True)
