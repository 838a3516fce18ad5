"""The chain of events and its head. Only the database function `audit_append` writes here."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One thing that was done or read. No foreign keys: the trail never blocks, and never follows, live rows."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(help_text="What the clock of the house said.")
    ordered_at = models.DateTimeField(help_text="The same, but never earlier than the event before.")
    actor = models.CharField(max_length=120, help_text="A user's id, or machine:<purpose>.")
    action = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    office_id = models.UUIDField(null=True)
    compartment = models.CharField(max_length=40)
    detail = models.TextField(help_text="Canonical JSON of codes, names of fields and ids.")
    hash = models.BinaryField()

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["kind", "object_id", "seq"], name="audit_of_object")]

    class Protection:
        ordinary = (
            "seq",
            "at",
            "ordered_at",
            "actor",
            "action",
            "kind",
            "object_id",
            "office_id",
            "compartment",
            "detail",
            "hash",
        )


class Head(models.Model):
    """The one row that says where the chain ends; locking it keeps the writers in line."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    chain = models.UUIDField(help_text="Names this chain; the first event builds on it.")
    seq = models.BigIntegerField(default=0)
    ordered_at = models.DateTimeField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one_row")]

    class Protection:
        ordinary = ("id", "chain", "seq", "ordered_at", "hash")
