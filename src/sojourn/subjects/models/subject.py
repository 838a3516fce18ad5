"""The base of whom or what a case is about, and with which other office it is shared."""

from __future__ import annotations

from django.db import models

from sojourn.kernel import ids, moment

KINDS = ("person", "household", "organisation", "place", "country", "initiative")


class Subject(models.Model):
    """One person, household, organisation, place, country or initiative.

    `office` is its home. `compartment` is empty unless the subject is known through sealed cases only.
    `label` is what lists show; for a person it is the name, hence identifying.
    """

    class Protection:
        identifying = ("label",)
        sensitive = ("compartment",)
        ordinary = ("id", "kind", "office", "created_at", "created_by", "version")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    kind = models.TextField(choices=[(kind, kind) for kind in KINDS])
    label = models.TextField(blank=True, default="")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    compartment = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=moment.now)
    created_by = models.UUIDField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Share(models.Model):
    """An office beside the home office that may see a subject, since a case was opened for both."""

    class Protection:
        identifying = ()
        sensitive = ()
        ordinary = ("id", "subject", "office", "since_at", "by")

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="shares", db_index=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    since_at = models.DateTimeField(default=moment.now)
    by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "office"], name="subjects_share_once")]
