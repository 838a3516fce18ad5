"""What others do for the person: referrals to another office or a named provider, and booked services."""

from __future__ import annotations

from django.db import models

from sojourn.cases.models.case import Case, Member
from sojourn.kernel import ids, moment


class Referral(models.Model):
    """A request that somebody else serve a member; the receiving office sees this row, not the case.

    `note` is what the sender chose to share. States: offered, accepted, declined, done, withdrawn.
    """

    class Protection:
        identifying = ("note", "answer_note")
        sensitive = ("service", "compartment", "to_name")
        ordinary = ("id", "case", "member", "office", "to_office", "state", "offered_at", "offered_by",
                    "answered_at", "answered_by", "done_at", "done_by", "origin")  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+", db_index=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    compartment = models.TextField(blank=True, default="")
    service = models.TextField()
    to_office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+", null=True)
    to_name = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    state = models.TextField(default="offered")
    offered_at = models.DateTimeField(default=moment.now)
    offered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answer_note = models.TextField(blank=True, default="")
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    origin = models.TextField(blank=True, default="")


class ServiceLine(models.Model):
    """One service of the pack's catalogue on its way: needed, booked, delivered or cancelled."""

    class Protection:
        identifying = ("note",)
        sensitive = ("code",)
        ordinary = ("id", "case", "member", "state", "made_at", "made_by", "changed_at", "changed_by", "origin")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="services")
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+", db_index=False)
    code = models.TextField()
    state = models.TextField(default="needed")
    note = models.TextField(blank=True, default="")
    made_at = models.DateTimeField(default=moment.now)
    made_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField(default=moment.now)
    changed_by = models.UUIDField(null=True)
    origin = models.TextField(blank=True, default="")
