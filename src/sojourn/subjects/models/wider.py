"""The kinds of subject that are no person: households, organisations, places, countries, initiatives."""

from __future__ import annotations

from django.db import models

from sojourn.kernel import moment
from sojourn.subjects.models.person import Person
from sojourn.subjects.models.subject import Subject


class Household(models.Model):
    """People who live together; `name` is what staff call it."""

    class Protection:
        identifying = ("name",)
        sensitive = ()
        ordinary = ("subject",)

    subject = models.OneToOneField(Subject, models.CASCADE, primary_key=True, related_name="household")
    name = models.TextField(blank=True, default="")


class HouseholdTie(models.Model):
    """One person's belonging to a household, from when to when."""

    class Protection:
        identifying = ()
        sensitive = ("household", "person", "relation")
        ordinary = ("id", "from_at", "until_at", "by")

    household = models.ForeignKey(Household, models.CASCADE, related_name="ties")
    person = models.ForeignKey(Person, models.CASCADE, related_name="ties")
    relation = models.TextField(default="member")
    from_at = models.DateTimeField(default=moment.now)
    until_at = models.DateTimeField(null=True)
    by = models.UUIDField(null=True)


class Organisation(models.Model):
    """A recruiter, employer, partner, school, clinic or authority."""

    class Protection:
        identifying = ()
        sensitive = ()
        ordinary = ("subject", "name", "kind", "country")

    subject = models.OneToOneField(Subject, models.CASCADE, primary_key=True, related_name="organisation")
    name = models.TextField(blank=True, default="")
    kind = models.TextField(blank=True, default="")
    country = models.TextField(blank=True, default="")


class Place(models.Model):
    """A site, settlement or district; coordinates in degrees of WGS 84 when they are known."""

    class Protection:
        identifying = ()
        sensitive = ()
        ordinary = ("subject", "name", "kind", "country", "latitude", "longitude")

    subject = models.OneToOneField(Subject, models.CASCADE, primary_key=True, related_name="place")
    name = models.TextField(blank=True, default="")
    kind = models.TextField(blank=True, default="")
    country = models.TextField(blank=True, default="")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)


class Country(models.Model):
    """A country as the subject of a case, by its ISO 3166-1 alpha-3 code."""

    class Protection:
        identifying = ()
        sensitive = ()
        ordinary = ("subject", "name", "country")

    subject = models.OneToOneField(Subject, models.CASCADE, primary_key=True, related_name="country")
    name = models.TextField(blank=True, default="")
    country = models.TextField()


class Initiative(models.Model):
    """A consultative process, partnership or project."""

    class Protection:
        identifying = ()
        sensitive = ()
        ordinary = ("subject", "name", "kind", "country")

    subject = models.OneToOneField(Subject, models.CASCADE, primary_key=True, related_name="initiative")
    name = models.TextField(blank=True, default="")
    kind = models.TextField(blank=True, default="")
    country = models.TextField(blank=True, default="")
