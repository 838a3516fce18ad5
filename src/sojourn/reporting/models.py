"""Rounds of reporting: what a hub asks, of whom, what came back and who signed it, and what was published."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sojourn.kernel import ids, moment


class Round(models.Model):
    """One asking: a template for one period, sent by a hub to its members, due on a day."""

    class Protection:
        ordinary = ("id", "hub", "template", "template_version", "period", "due_on", "note", "asked_at", "asked_by")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    hub = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    template = models.TextField()
    template_version = models.TextField()
    period = models.TextField()
    due_on = models.DateField()
    note = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField(default=moment.now)
    asked_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "template", "template_version", "period"], name="reporting_one_round_per_period"
            )
        ]


class Asked(models.Model):
    """One member's part in a round, and how far it is."""

    class State(models.TextChoices):
        """How far a member's return is."""

        WAITING = "waiting", _("Waiting")
        SUBMITTED = "submitted", _("Submitted")
        ASKED_BACK = "asked_back", _("Asked back")
        ACCEPTED = "accepted", _("Accepted")

    class Protection:
        ordinary = ("id", "round", "hub", "office", "state")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="asked")
    # Row security reads the hub here, since reading the round would lead back to this table.
    hub = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)

    class Meta:
        ordering = ["office__country", "office__code"]
        constraints = [models.UniqueConstraint(fields=["round", "office"], name="reporting_asked_once")]


class SigningKey(models.Model):
    """A member's key: `public` is given to the hub; `private` stays here, encrypted, or is empty when kept elsewhere.

    Ed25519 (RFC 8032), both as base64 of the raw 32 bytes; the private one encrypted under the installation's key.
    """

    class Protection:
        sensitive = ("private",)
        ordinary = ("id", "office", "public", "made_at", "made_by", "retired_at")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    public = models.TextField()
    private = models.TextField(blank=True, default="")
    made_at = models.DateTimeField(default=moment.now)
    made_by = models.UUIDField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]


class Return(models.Model):
    """One filled template: a draft until it is signed; then it never changes, and a better one gets the next number.

    `figures` is a list of [table, [codes], value or null, status]; `problems` and `explanations` are as they stood
    when it was checked. `document` is the very text that was signed.
    """

    class Protection:
        ordinary = (
            "id", "asked", "number", "figures", "problems", "explanations", "file_name", "file_sha256", "stored_at",
            "stored_by", "document", "signature", "key", "signed_at", "signed_by", "decision", "message", "decided_at",
            "decided_by",
        )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    asked = models.ForeignKey(Asked, models.CASCADE, related_name="returns")
    number = models.IntegerField()
    figures = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    explanations = models.JSONField(default=dict)
    file_name = models.TextField(blank=True, default="")
    file_sha256 = models.TextField(blank=True, default="")
    stored_at = models.DateTimeField(default=moment.now)
    stored_by = models.UUIDField(null=True)
    document = models.TextField(blank=True, default="")
    signature = models.TextField(blank=True, default="")
    key = models.ForeignKey(SigningKey, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)
    decision = models.CharField(
        max_length=12, blank=True, default="", choices=[("accepted", _("Accepted")), ("asked_back", _("Asked back"))]
    )
    message = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["asked", "number"], name="reporting_return_number")]


class Publication(models.Model):
    """The regional table of a round as published: the accepted figures and every member's status; a later one adds.

    `figures` is a list of [country, table, [codes], value or null, status]; `statuses` says for every country how its
    part stood. Members read it from `embargo_until` on.
    """

    class Protection:
        ordinary = (
            "id", "round", "number", "figures", "statuses", "sha256", "embargo_until", "note", "published_at",
            "published_by",
        )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="publications")
    number = models.IntegerField()
    figures = models.JSONField(default=list)
    statuses = models.JSONField(default=dict)
    sha256 = models.TextField()
    embargo_until = models.DateTimeField()
    note = models.TextField(blank=True, default="")
    published_at = models.DateTimeField(default=moment.now)
    published_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="reporting_publication_number")]
