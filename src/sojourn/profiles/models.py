"""Profiles and all that leads to an edition: working group, list of indicators, requests and returns, texts, gaps."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sojourn.kernel import ids, moment


class Profile(models.Model):
    """The migration profile of one country, kept by one office; a second person approves its list of indicators."""

    class Protection:
        ordinary = (
            "id", "office", "country", "started_at", "started_by", "indicators", "listed_at", "listed_by",
            "approved_at", "approved_by",
        )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    country = models.CharField(max_length=3)
    started_at = models.DateTimeField(default=moment.now)
    started_by = models.UUIDField(null=True)
    # Ids of the catalogue; empty means all of it.
    indicators = models.JSONField(default=list)
    listed_at = models.DateTimeField(null=True)
    listed_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["country", "id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "country"], name="profiles_one_per_country"),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("listed_by")),
                name="profiles_list_four_eyes",
            ),
        ]


class GroupMember(models.Model):
    """A member of the technical working group, with the institution they speak for."""

    class Protection:
        identifying = ("name", "email")
        ordinary = ("id", "profile", "institution", "part", "joined_at", "joined_by", "left_at", "left_by")

    class Part(models.TextChoices):
        """What a member does in the group."""

        CHAIR = "chair", _("Chair")
        SECRETARY = "secretary", _("Secretary")
        MEMBER = "member", _("Member")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="group")
    name = models.TextField()
    institution = models.TextField()
    email = models.TextField(blank=True, default="")
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.MEMBER)
    joined_at = models.DateTimeField(default=moment.now)
    joined_by = models.UUIDField(null=True)
    left_at = models.DateTimeField(null=True)
    left_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["institution", "name", "id"]


class SectionText(models.Model):
    """One version of a section's text; a later one stands in its place. Signed off by somebody who did not write it."""

    class Protection:
        ordinary = ("id", "profile", "section", "body", "written_at", "written_by", "signed_at", "signed_by", "signer")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="texts")
    section = models.CharField(max_length=20)
    body = models.TextField()
    written_at = models.DateTimeField(default=moment.now)
    written_by = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)
    # As printed under the text.
    signer = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["section", "-written_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signed_by__isnull=True) | ~models.Q(signed_by=models.F("written_by")),
                name="profiles_text_four_eyes",
            )
        ]


class DataRequest(models.Model):
    """Figures asked of one institution: a workbook of some indicators and years, due on a day."""

    class State(models.TextChoices):
        """How far a request is."""

        SENT = "sent", _("Sent")
        RETURNED = "returned", _("Returned")
        ASKED_BACK = "asked_back", _("Asked back")
        ACCEPTED = "accepted", _("Accepted")

    class Protection:
        ordinary = (
            "id", "profile", "institution", "indicators", "first_year", "last_year", "partners", "due_on", "state",
            "sent_at", "sent_by",
        )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="requests")
    institution = models.TextField()
    indicators = models.JSONField(default=list)
    first_year = models.IntegerField()
    last_year = models.IntegerField()
    # Codes of the partner countries that the workbook lists by name.
    partners = models.JSONField(default=list)
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.SENT)
    sent_at = models.DateTimeField(default=moment.now)
    sent_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["due_on", "institution", "id"]


class DataReturn(models.Model):
    """A filled workbook as it came back, with what was found in it; each new file is a new row."""

    class Protection:
        ordinary = (
            "id", "request", "number", "file_name", "file_sha256", "figures", "problems", "stored_at", "stored_by",
            "decision", "message", "decided_at", "decided_by", "vintage",
        )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    request = models.ForeignKey(DataRequest, models.CASCADE, related_name="returns")
    number = models.IntegerField()
    file_name = models.TextField()
    file_sha256 = models.TextField()
    figures = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    stored_at = models.DateTimeField(default=moment.now)
    stored_by = models.UUIDField(null=True)
    decision = models.CharField(max_length=12, blank=True, default="")
    message = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    # The vintage of the store that the accepted figures became.
    vintage = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="profiles_return_number")]


class GapEntry(models.Model):
    """One line of the gap register: what is missing, who could supply it, what is done about it and until when."""

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", _("Open")
        UNDER_WAY = "under_way", _("Under way")
        CLOSED = "closed", _("Closed")

    class Protection:
        ordinary = (
            "id", "profile", "indicator", "kind", "note", "owner", "action", "due_on", "state", "opened_at",
            "opened_by", "closed_at", "closed_by",
        )  # fmt: skip

    class Kind(models.TextChoices):
        """What is wrong with the evidence."""

        ABSENT = "absent", _("No figure")
        LATE = "late", _("Late")
        DETAIL = "detail", _("Not detailed enough")
        COHERENCE = "coherence", _("Sources disagree")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="gaps")
    indicator = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ABSENT)
    note = models.TextField(blank=True, default="")
    owner = models.TextField(blank=True, default="")
    action = models.TextField(blank=True, default="")
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(default=moment.now)
    opened_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["due_on", "indicator", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "indicator", "kind"], condition=models.Q(closed_at__isnull=True),
                name="profiles_gap_open_once",
            )
        ]  # fmt: skip


class Edition(models.Model):
    """One edition: drafted by one, reviewed and approved by others, then frozen."""

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        REVIEWED = "reviewed", _("Reviewed")
        APPROVED = "approved", _("Approved")

    class Protection:
        ordinary = (
            "id", "profile", "number", "state", "as_of", "card", "card_sha256", "drafted_at", "drafted_by",
            "reviewed_at", "reviewed_by", "approved_at", "approved_by", "message",
        )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="editions")
    number = models.IntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    as_of = models.DateField()
    # What it was made of (see evidence.profile.editions.Card); complete once it is approved.
    card = models.JSONField(default=dict)
    card_sha256 = models.TextField(blank=True, default="")
    drafted_at = models.DateTimeField(default=moment.now)
    drafted_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    message = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "number"], name="profiles_edition_number"),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("drafted_by")),
                name="profiles_edition_four_eyes",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True) | ~models.Q(reviewed_by=models.F("drafted_by")),
                name="profiles_review_four_eyes",
            ),
        ]
