"""Identity claims: what somebody said of a person, from which source and when; none overwrites another."""

from __future__ import annotations

from django.db import models

from sojourn.kernel import ids, moment
from sojourn.subjects.models.person import Person


class Claim(models.Model):
    """The common part of every claim.

    `source` is a code (`person_said`, `document`, `family_said`, `authority`, `assessment`, `import`);
    `entry` names the form entry that brought it, if one did. A claim made in a sealed case has its `compartment`
    and, in `sealed_by`, the office; it is seen by those who hold that compartment in that office.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE)
    source = models.TextField(default="person_said")
    entry = models.UUIDField(null=True)
    compartment = models.TextField(blank=True, default="")
    sealed_by = models.UUIDField(null=True)
    at = models.DateTimeField(default=moment.now)
    by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]


SHARED = ("id", "person", "source", "entry", "sealed_by", "at", "by", "withdrawn_at", "withdrawn_by")


class NameClaim(Claim):
    """A name, in its own script; `full` as said or printed, `family` and `given` when they are known."""

    class Protection:
        identifying = ("family", "given", "full")
        sensitive = ("compartment",)
        ordinary = (*SHARED, "script", "language", "kind")

    family = models.TextField(blank=True, default="")
    given = models.TextField(blank=True, default="")
    full = models.TextField()
    script = models.TextField(blank=True, default="")
    language = models.TextField(blank=True, default="")
    kind = models.TextField(default="usual")


class BirthClaim(Claim):
    """A birth date, perhaps partial or estimated, in the written form of a partial date."""

    class Protection:
        identifying = ("birth",)
        sensitive = ("compartment",)
        ordinary = SHARED

    birth = models.TextField()


class NationalityClaim(Claim):
    """One nationality: ISO 3166-1 alpha-3, or XXA stateless, XXX unknown (ICAO 9303 part 3, section 5)."""

    class Protection:
        identifying = ()
        sensitive = ("compartment", "code")
        ordinary = SHARED

    code = models.TextField()


class LanguageSpoken(Claim):
    """One language the person speaks: ISO 639-3."""

    class Protection:
        identifying = ()
        sensitive = ("compartment", "code")
        ordinary = SHARED

    code = models.TextField()


class IdentityDocument(Claim):
    """A passport, card or certificate; a machine-readable zone is kept as its lines, joined by line breaks."""

    class Protection:
        identifying = ("number", "mrz")
        sensitive = ("compartment",)
        ordinary = (*SHARED, "kind", "issuing_state", "issued_on", "expires_on")

    kind = models.TextField()
    number = models.TextField(blank=True, default="")
    issuing_state = models.TextField(blank=True, default="")
    issued_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    mrz = models.TextField(blank=True, default="")


class ContactChannel(Claim):
    """A way to reach the person; `safe` says whether the person called it safe, None when not asked."""

    class Protection:
        identifying = ("value", "note")
        sensitive = ("compartment", "safe", "safe_hours")
        ordinary = (*SHARED, "kind")

    kind = models.TextField()
    value = models.TextField()
    safe = models.BooleanField(null=True)
    safe_hours = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
