"""What was imported, how far it came, and which rows were not taken."""

from __future__ import annotations

from django.db import models

from sojourn.kernel import ids, moment


class ImportRun(models.Model):
    """One file taken in under one mapping by one office.

    `next_row` is the number of the first row not yet committed; a killed run goes on from there. Rows are counted as
    the user's program numbers them.
    """

    class Protection:
        identifying = ()
        sensitive = ("compartment",)
        ordinary = (
            "id", "office", "pack", "pack_version", "file_name", "file_sha256", "mapping", "mapping_sha256",
            "started_at", "started_by", "finished_at", "next_row", "rows_seen", "rows_known", "rows_refused",
            "cases_opened",
        )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    compartment = models.TextField(blank=True, default="")
    pack = models.TextField()
    pack_version = models.TextField()
    file_name = models.TextField()
    file_sha256 = models.TextField()
    mapping = models.TextField()
    mapping_sha256 = models.TextField()
    started_at = models.DateTimeField(default=moment.now)
    started_by = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)
    next_row = models.IntegerField(default=0)
    rows_seen = models.IntegerField(default=0)
    rows_known = models.IntegerField(default=0)
    rows_refused = models.IntegerField(default=0)
    cases_opened = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "pack", "file_sha256", "mapping_sha256"], name="exchange_one_run_per_file"
            )
        ]


class ImportProblem(models.Model):
    """One cell, or one whole row when `column` is empty, that was not taken; `row_cells` is kept for correction."""

    class Protection:
        identifying = ("value", "row_cells")
        sensitive = ()
        ordinary = ("id", "run", "row", "column", "question", "code", "why", "fix")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="problems")
    row = models.IntegerField()
    column = models.TextField(blank=True, default="")
    question = models.TextField(blank=True, default="")
    value = models.TextField(blank=True, default="")
    code = models.TextField()
    why = models.TextField()
    fix = models.TextField(blank=True, default="")
    row_cells = models.JSONField(default=list)

    class Meta:
        ordering = ["row", "id"]


class ImportedKey(models.Model):
    """The sender's own number of a case, as a digest, so that a corrected file does not double what came before."""

    class Protection:
        identifying = ()
        sensitive = ()
        ordinary = ("id", "run", "office", "pack", "mapping", "digest", "case_id")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="keys")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+", db_index=False)
    pack = models.TextField()
    mapping = models.TextField()
    digest = models.TextField(db_collation="C")
    case_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "pack", "mapping", "digest"], name="exchange_key_once")
        ]
