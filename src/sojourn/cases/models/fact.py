"""Pseudonymised facts: what a case says to the statistics, one row per member and one for the case."""

from __future__ import annotations

from django.db import models

from sojourn.cases.models.case import Case, Member
from sojourn.kernel import moment


class Fact(models.Model):
    """The declared, never identifying names and values of one member (or of the case: member is null).

    Refreshed in the transaction of every write; holds no name, number or free text.
    """

    class Protection:
        identifying = ()
        sensitive = ("facts", "compartment")
        ordinary = ("id", "case", "member", "pack", "pack_version", "office", "receiving_office", "updated_at")

    case = models.ForeignKey(Case, models.CASCADE, related_name="facts", db_index=False, db_constraint=False)
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+", db_index=False, db_constraint=False)
    pack = models.TextField()
    pack_version = models.TextField()
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    receiving_office = models.ForeignKey(
        "accounts.Office", models.PROTECT, related_name="+", null=True, db_index=False, db_constraint=False
    )
    compartment = models.TextField(blank=True, default="")
    facts = models.JSONField(default=dict)
    updated_at = models.DateTimeField(default=moment.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "member"], name="cases_fact_once", nulls_distinct=False)]
        indexes = [models.Index(fields=["pack"], name="cases_fact_pack")]
