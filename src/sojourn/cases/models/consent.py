"""What a member allowed, and what was decided about a member."""

from __future__ import annotations

from django.db import models

from sojourn.cases.models.case import Case, Member
from sojourn.kernel import ids, moment


class Consent(models.Model):
    """One member's yes or no to one purpose; a later row supersedes, a withdrawal stamps this one."""

    class Protection:
        identifying = ()
        sensitive = ("decision", "given_by", "method")
        ordinary = ("id", "case", "member", "purpose", "language", "at", "by", "withdrawn_at", "withdrawn_by")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="consents")
    member = models.ForeignKey(Member, models.CASCADE, related_name="consents", db_index=False)
    purpose = models.TextField()
    decision = models.TextField()
    given_by = models.TextField(default="self")
    method = models.TextField(default="signature")
    language = models.TextField(blank=True, default="")
    at = models.DateTimeField(default=moment.now)
    by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)


class MemberDecision(models.Model):
    """A decision about one member, its outcome and coded reasons; the latest of a kind holds."""

    class Protection:
        identifying = ("note",)
        sensitive = ("outcome", "reasons")
        ordinary = ("id", "case", "member", "kind", "at", "by")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    member = models.ForeignKey(Member, models.CASCADE, related_name="decisions", db_index=False)
    kind = models.TextField()
    outcome = models.TextField()
    reasons = models.JSONField(default=list)
    note = models.TextField(blank=True, default="")
    at = models.DateTimeField(default=moment.now)
    by = models.UUIDField(null=True)
