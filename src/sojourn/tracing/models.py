"""Requests, candidates and their two sides, what was asked of both, and every step.

Neither office sees the other's case. What both may know stands in the pair; what one of them alone knows, in its side.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sojourn.kernel import ids, moment

# The purpose that a member must have agreed to before anybody is compared; and the one before contact is made.
PURPOSE = "tracing"
CONTACT = "tracing_contact"


class Relation(models.TextChoices):
    """What the person sought is to the one who seeks."""

    CHILD = "child", _("Child")
    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    SIBLING = "sibling", _("Brother or sister")
    SPOUSE = "spouse", _("Wife or husband")
    GRANDCHILD = "grandchild", _("Grandchild")
    GRANDPARENT = "grandparent", _("Grandmother or grandfather")
    OTHER = "other", _("Other relative")


class TraceRequest(models.Model):
    """A member of a case seeks somebody: the description as told, and whether it may be acted on.

    `names` is a list of {"given", "family", "full"}; `birth` and `last_seen_on` are written partial dates; `photo` is
    an attachment of the case. `clearance` is a protection officer's word where contact could harm (children.md R07).
    """

    class Status(models.TextChoices):
        """Whether the request is followed."""

        OPEN = "open", _("Open")
        SUSPENDED = "suspended", _("Suspended")
        CLOSED = "closed", _("Closed")

    class Clearance(models.TextChoices):
        """Whether contact was found to be safe."""

        NOT_NEEDED = "not_needed", _("Not needed")
        PENDING = "pending", _("Waiting for the protection officer")
        CLEARED = "cleared", _("Contact is safe")
        REFUSED = "refused", _("No contact")

    class Protection:
        identifying = ("names", "father_name", "mother_name", "photo", "marks", "circumstances")
        sensitive = (
            "compartment", "member", "relation", "birth", "sex", "nationalities", "languages", "origin", "last_seen_on",
            "last_seen_at", "clearance", "clearance_reason", "closed_reason",
        )  # fmt: skip
        ordinary = (
            "id", "case", "office", "status", "opened_at", "opened_by", "changed_at", "changed_by", "clearance_at",
            "clearance_by", "compared_at",
        )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    member = models.ForeignKey("cases.Member", models.CASCADE, related_name="+")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    compartment = models.TextField(blank=True, default="")
    relation = models.CharField(max_length=12, choices=Relation.choices)
    names = models.JSONField(default=list)
    birth = models.TextField(blank=True, default="")
    sex = models.TextField(blank=True, default="")
    nationalities = ArrayField(models.TextField(), default=list, blank=True)
    languages = ArrayField(models.TextField(), default=list, blank=True)
    origin = models.TextField(blank=True, default="")
    father_name = models.TextField(blank=True, default="")
    mother_name = models.TextField(blank=True, default="")
    last_seen_on = models.TextField(blank=True, default="")
    last_seen_at = models.TextField(blank=True, default="")
    circumstances = models.TextField(blank=True, default="")
    marks = models.TextField(blank=True, default="")
    photo = models.UUIDField(null=True)
    clearance = models.CharField(max_length=12, choices=Clearance.choices, default=Clearance.NOT_NEEDED)
    clearance_reason = models.TextField(blank=True, default="")
    clearance_at = models.DateTimeField(null=True)
    clearance_by = models.UUIDField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    closed_reason = models.TextField(blank=True, default="")
    opened_at = models.DateTimeField(default=moment.now)
    opened_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField(default=moment.now)
    changed_by = models.UUIDField(null=True)
    compared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at", "-id"]


class TracePair(models.Model):
    """A request and somebody who may be meant: a suggestion, until two people and both sides have confirmed it.

    `reasons` are the fields that agree or speak against, by code and without a value. `disclosed` is empty until the
    pair is confirmed; then it says to each side, by "seeker" and "sought", which office the other is in, whom to ask.
    """

    class State(models.TextChoices):
        """How far the candidate is."""

        POSSIBLE = "possible", _("Possible")
        CHECKING = "checking", _("Being checked")
        CONFIRMED = "confirmed", _("Confirmed")
        REUNIFIED = "reunified", _("Reunified")
        REJECTED = "rejected", _("Rejected")

    class Protection:
        identifying = ("disclosed",)
        sensitive = ("score", "band", "reasons", "state", "relation")
        ordinary = ("id", "request_ref", "person_ref", "rules", "found_at", "tracer", "barred")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    # Plain references: neither side may follow them to the other's rows.
    request_ref = models.UUIDField()
    person_ref = models.UUIDField()
    relation = models.CharField(max_length=12, choices=Relation.choices)
    score = models.FloatField()
    band = models.TextField()
    reasons = models.JSONField(default=list)
    rules = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.POSSIBLE)
    # Contact isn't cleared (yet), said here since one side can't read the other's request.
    barred = models.BooleanField(default=False)
    tracer = models.UUIDField(null=True)
    disclosed = models.JSONField(default=dict)
    found_at = models.DateTimeField(default=moment.now)

    class Meta:
        ordering = ["-score", "id"]
        constraints = [models.UniqueConstraint(fields=["request_ref", "person_ref"], name="tracing_pair_once")]


class TraceSide(models.Model):
    """One side of a pair: the member who seeks, or the one who may be sought. Seen by that member's office alone.

    A side that isn't `open` doesn't know of the pair: the other one is sealed, and its protection officer was not yet
    asked or said no.
    """

    class Protection:
        identifying = ()
        sensitive = ("compartment", "member", "role", "open")
        ordinary = ("id", "pair", "office", "case", "opened_by", "opened_at")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    pair = models.ForeignKey(TracePair, models.CASCADE, related_name="sides")
    role = models.CharField(max_length=8, choices=[("seeker", "seeker"), ("sought", "sought")])
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    compartment = models.TextField(blank=True, default="")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    member = models.ForeignKey("cases.Member", models.CASCADE, related_name="+")
    open = models.BooleanField(default=True)
    opened_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pair", "role"], name="tracing_one_side_each")]


class TraceProof(models.Model):
    """One thing asked or looked at to verify a pair: a question put to both, a document, somebody who knows, or DNA.

    Each side writes its own answer and reads the other's only when both have answered.
    """

    class Kind(models.TextChoices):
        """What it rests on."""

        QUESTION = "question", _("A question to both")
        DOCUMENT = "document", _("A document")
        COMMUNITY = "community", _("Somebody who knows them")
        DNA = "dna", _("DNA, as a last resort")

    class Protection:
        identifying = ("question", "seeker_answer", "sought_answer", "note")
        sensitive = ("kind", "outcome")
        ordinary = (
            "id", "pair", "asked_at", "asked_by", "seeker_at", "seeker_by", "sought_at", "sought_by", "judged_at",
            "judged_by",
        )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    pair = models.ForeignKey(TracePair, models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    question = models.TextField()
    asked_at = models.DateTimeField(default=moment.now)
    asked_by = models.UUIDField(null=True)
    seeker_answer = models.TextField(blank=True, default="")
    seeker_at = models.DateTimeField(null=True)
    seeker_by = models.UUIDField(null=True)
    sought_answer = models.TextField(blank=True, default="")
    sought_at = models.DateTimeField(null=True)
    sought_by = models.UUIDField(null=True)
    outcome = models.CharField(
        max_length=8,
        blank=True,
        default="",
        choices=[("yes", _("Fits")), ("partly", _("Fits in part")), ("no", _("Doesn't fit"))],
    )
    note = models.TextField(blank=True, default="")
    judged_at = models.DateTimeField(null=True)
    judged_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]


class TraceStep(models.Model):
    """One change of a pair's state, with the reason. Rows are only added; a pair that has one is never deleted."""

    class Protection:
        identifying = ("reason",)
        sensitive = ("came_from", "came_to")
        ordinary = ("id", "pair", "at", "by")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    pair = models.ForeignKey(TracePair, models.DO_NOTHING, related_name="steps")
    came_from = models.TextField()
    came_to = models.TextField()
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField(default=moment.now)
    by = models.UUIDField(null=True)

    class Meta:
        ordering = ["at", "id"]

    @property
    def came_to_words(self) -> str:
        """The state it came to, as a page says it."""
        return str(TracePair.State(self.came_to).label)
