"""The case itself, its members, the stages it went through and its hand-overs."""

from __future__ import annotations

from django.db import models

from sojourn.kernel import ids, moment


class Case(models.Model):
    """One subject's run through one version of one programme.

    Owned by `office`; co-owned by `receiving_office` when there is one. `compartment` seals it. `opened_from` is
    the case whose reaction opened this one; that one does not know.
    `version` grows with every write, so that a page can tell whether it is stale.
    """

    class Protection:
        identifying = ()
        sensitive = ("compartment", "side_state", "side_reason")
        ordinary = (
            "id", "number", "pack", "pack_version", "subject", "office", "receiving_office", "stage",
            "opened_at", "opened_by", "opened_from", "closed_at", "version",
        )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    number = models.TextField(unique=True, db_collation="C")
    pack = models.TextField()
    pack_version = models.TextField()
    subject = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="cases", db_constraint=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    receiving_office = models.ForeignKey(
        "accounts.Office", models.PROTECT, related_name="+", null=True, db_index=False, db_constraint=False
    )
    compartment = models.TextField(blank=True, default="")
    stage = models.TextField()
    side_state = models.TextField(blank=True, default="")
    side_reason = models.TextField(blank=True, default="")
    opened_at = models.DateTimeField(default=moment.now)
    opened_by = models.UUIDField(null=True)
    opened_from = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["office", "opened_at", "id"], name="cases_of_office"),
            models.Index(
                fields=["receiving_office", "opened_at", "id"],
                name="cases_received",
                condition=models.Q(receiving_office__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Member(models.Model):
    """A person inside a case; consent, health, vulnerability and decisions hang here, never on the case."""

    class Protection:
        identifying = ()
        sensitive = ("subject", "relation")
        ordinary = ("id", "case", "position", "joined_at", "left_at")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="members", db_index=False, db_constraint=False)
    subject = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="memberships", db_constraint=False)
    relation = models.TextField(default="principal")
    position = models.SmallIntegerField(default=1)
    joined_at = models.DateTimeField(default=moment.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="cases_member_place")]


class StageEntry(models.Model):
    """One step of the way: the stage and side state that held from this instant on, and what led there."""

    class Protection:
        identifying = ()
        sensitive = ("side_state", "side_reason", "reason", "note")
        ordinary = ("id", "case", "stage", "transition", "at", "by")

    case = models.ForeignKey(Case, models.CASCADE, related_name="stage_entries", db_constraint=False)
    stage = models.TextField()
    side_state = models.TextField(blank=True, default="")
    side_reason = models.TextField(blank=True, default="")
    transition = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    at = models.DateTimeField(default=moment.now)
    by = models.UUIDField(null=True)

    class Meta:
        ordering = ["at", "id"]


class Handover(models.Model):
    """A transition asked by one office and performed when the other accepts it."""

    class Protection:
        identifying = ()
        sensitive = ("note", "answer_note")
        ordinary = ("id", "case", "transition", "to_office", "asked_at", "asked_by", "accepted", "answered_at",
                    "answered_by")  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="handovers")
    transition = models.TextField()
    to_office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    note = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField(default=moment.now)
    asked_by = models.UUIDField(null=True)
    accepted = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answer_note = models.TextField(blank=True, default="")
