"""Which records are of the same person: what people judged, what looks alike, and the keys by which that is found."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sojourn.kernel import ids, moment
from sojourn.subjects.models.subject import Subject

# `open` takes the judgement before it back: the pair stands as if nobody had judged it.
VERDICTS = ("same", "different", "unsure", "open")


class Pair(models.Model):
    """Two records, `left` being the smaller id.

    `seals` are the pairs "office/compartment" that must all be held to know of the row, beside both records' own.
    """

    left = models.ForeignKey(Subject, models.CASCADE, related_name="+", db_index=False)
    right = models.ForeignKey(Subject, models.CASCADE, related_name="+")
    seals = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        abstract = True


class Judgement(Pair):
    """What a person decided about two records, with the reason. Rows are only added; the newest of a pair holds.

    `place` counts a pair's judgements from 1, so that of two people who judge at once only one is heard.
    Two records are one person while `same` holds between them, or leads from one to the other. Nothing else is
    changed by that: claims, cases, consents and seals stay with their record.
    """

    class Protection:
        identifying = ()
        sensitive = ("left", "right", "seals", "verdict", "reason")
        ordinary = ("id", "place", "at", "by")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    place = models.SmallIntegerField()
    verdict = models.TextField(choices=[(verdict, verdict) for verdict in VERDICTS])
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField(default=moment.now)
    by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right", "seals", "place"], name="subjects_judged_in_turn"),
            models.CheckConstraint(condition=models.Q(left__lt=models.F("right")), name="subjects_judged_pair"),
        ]


class LikelyPair(Pair):
    """Two records that look alike: a suggestion, made by the worker, decided by nobody but a person.

    The evidence is not kept: it is read from the claims whenever the pair is shown, as far as the reader may see.
    """

    class Protection:
        identifying = ()
        sensitive = ("left", "right", "seals", "probability", "band")
        ordinary = ("id", "rules", "found_at")

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    probability = models.FloatField()
    band = models.TextField()
    rules = models.TextField()
    found_at = models.DateTimeField(default=moment.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right", "seals"], name="subjects_alike_once"),
            models.CheckConstraint(condition=models.Q(left__lt=models.F("right")), name="subjects_alike_pair"),
        ]


class PersonKeys(models.Model):
    """The keys that find one person: a row for what is known in the open, and one for each seal.

    `offices` are those that may know the person: the home, and the offices of the person's cases. The row is written
    in the transaction of the claims it comes from; `rules` says by which version of the rules, and `compared` whether
    the person was compared with others since. `card` is the little of the person that ranking a search needs.
    """

    class Protection:
        identifying = ("keys", "card")
        sensitive = ("compartment", "offices")
        ordinary = ("id", "subject", "sealed_by", "rules", "compared")

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="keys", db_index=False)
    compartment = models.TextField(blank=True, default="")
    sealed_by = models.UUIDField(null=True)
    offices = ArrayField(models.UUIDField(), default=list)
    keys = ArrayField(models.TextField(db_collation="C"), default=list)
    card = models.TextField(blank=True, default="")
    rules = models.TextField(db_collation="C", default="")
    compared = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "compartment", "sealed_by"], name="subjects_keys_once", nulls_distinct=False
            )
        ]
        indexes = [
            # Sealed rows have an index of their own, by their seal as well (see the migrations). A search looks through
            # all entries that wait to be sorted in (kB).
            GinIndex(
                fields=["keys", "offices"],
                name="subjects_keys",
                condition=models.Q(compartment=""),
                gin_pending_list_limit=256,
            ),
            models.Index(fields=["rules"], name="subjects_keys_rules"),
            models.Index(fields=["subject"], name="subjects_keys_new", condition=models.Q(compared=False)),
        ]
