"""A person as currently read from the claims, and the words by which the name is found."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sojourn.kernel import moment
from sojourn.kernel.partial_date import PartialDate
from sojourn.subjects.models.subject import Subject


class Person(models.Model):
    """What holds of a person now; where it came from stands in the claims.

    `birth` is a partial date in its written form ("2008", "~1990", "2008-05-17"), empty when unknown.
    """

    class Protection:
        identifying = ("family_name", "given_names", "birth")
        sensitive = ("gender", "nationalities", "languages", "marital_status", "education", "occupation")
        ordinary = ("subject", "sex")

    subject = models.OneToOneField(Subject, models.CASCADE, primary_key=True, related_name="person")
    family_name = models.TextField(blank=True, default="")
    given_names = models.TextField(blank=True, default="")
    birth = models.TextField(blank=True, default="")
    sex = models.TextField(blank=True, default="")
    gender = models.TextField(blank=True, default="")
    nationalities = ArrayField(models.TextField(), default=list, blank=True)
    languages = ArrayField(models.TextField(), default=list, blank=True)
    marital_status = models.TextField(blank=True, default="")
    education = models.TextField(blank=True, default="")
    occupation = models.TextField(blank=True, default="")

    @property
    def birth_date(self) -> PartialDate | None:
        """The birth date as a partial date, or None when nothing is known."""
        return PartialDate.parse(self.birth) if self.birth else None

    @property
    def age(self) -> int | None:
        """Whole years today by the protective reading: the youngest age that is possible."""
        return self.birth_date.youngest_age(moment.today()) if self.birth_date else None


class NameWord(models.Model):
    """One romanised, lower-case word of a name, so that a search can find the subject by it."""

    class Protection:
        identifying = ("word",)
        sensitive = ("compartment",)
        ordinary = ("id", "subject", "sealed_by")

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="words")
    word = models.TextField(db_collation="C")
    compartment = models.TextField(blank=True, default="")
    sealed_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["word"], name="subjects_word")]
