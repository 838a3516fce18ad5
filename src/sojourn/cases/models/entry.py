"""What was entered: immutable entries, drafts on their way, and attachments."""

from __future__ import annotations

from django.db import models

from sojourn.cases.models.case import Case, Member
from sojourn.kernel import ids, moment


class Entry(models.Model):
    """An immutable answer set that names its form version; a correction is a new entry.

    `revision` counts the entries of one form for one member of one case from 1: the highest is current.
    """

    class Protection:
        identifying = ("answers",)
        sensitive = ()
        ordinary = ("id", "case", "member", "form", "form_version", "pack_version", "revision", "corrects",
                    "at", "by")  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="entries", db_index=False, db_constraint=False)
    member = models.ForeignKey(
        Member, models.CASCADE, null=True, related_name="entries", db_index=False, db_constraint=False
    )
    form = models.TextField()
    form_version = models.TextField()
    pack_version = models.TextField()
    answers = models.JSONField(default=dict)
    revision = models.IntegerField(default=1)
    corrects = models.UUIDField(null=True)
    at = models.DateTimeField(default=moment.now)
    by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "form", "member", "revision"], name="cases_entry_revision", nulls_distinct=False
            )
        ]


class Draft(models.Model):
    """Answers somebody has not handed in yet; `base_revision` is the entry revision they began from."""

    class Protection:
        identifying = ("answers",)
        sensitive = ()
        ordinary = ("id", "author", "case", "member", "form", "base_revision", "saved_at")

    author = models.UUIDField()
    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts", db_index=False)
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+", db_index=False)
    form = models.TextField()
    answers = models.JSONField(default=dict)
    base_revision = models.IntegerField(default=0)
    saved_at = models.DateTimeField(default=moment.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "author", "form", "member"], name="cases_draft_once", nulls_distinct=False
            )
        ]


class Attachment(models.Model):
    """A file kept outside the web root; `path` is random, `filename` the cleaned name it came with."""

    class Protection:
        identifying = ("filename",)
        sensitive = ("question",)
        ordinary = ("id", "case", "member", "entry", "content_type", "size", "sha256", "path", "at", "by")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="attachments")
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+", db_index=False)
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="attachments", db_index=False)
    question = models.TextField(blank=True, default="")
    filename = models.TextField()
    content_type = models.TextField()
    size = models.IntegerField()
    sha256 = models.TextField()
    path = models.TextField()
    at = models.DateTimeField(default=moment.now)
    by = models.UUIDField(null=True)
