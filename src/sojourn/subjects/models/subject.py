"""The base of whom or what a case is about."""

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
