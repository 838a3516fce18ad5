"""Tables of judgements, likely pairs and the keys that find a person."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import sojourn.kernel.ids
import sojourn.kernel.moment


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Judgement",
            fields=[
                (
                    "seals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.SmallIntegerField()),
                (
                    "verdict",
                    models.TextField(
                        choices=[("same", "same"), ("different", "different"), ("unsure", "unsure"), ("open", "open")]
                    ),
                ),
                ("reason", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("by", models.UUIDField(null=True)),
                (
                    "left",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="subjects.subject",
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="subjects.subject"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("left", "right", "seals", "place"), name="subjects_judged_in_turn"),
                    models.CheckConstraint(
                        condition=models.Q(("left__lt", models.F("right"))), name="subjects_judged_pair"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LikelyPair",
            fields=[
                (
                    "seals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("probability", models.FloatField()),
                ("band", models.TextField()),
                ("rules", models.TextField()),
                ("found_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                (
                    "left",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="subjects.subject",
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="subjects.subject"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("left", "right", "seals"), name="subjects_alike_once"),
                    models.CheckConstraint(
                        condition=models.Q(("left__lt", models.F("right"))), name="subjects_alike_pair"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonKeys",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("compartment", models.TextField(blank=True, default="")),
                ("sealed_by", models.UUIDField(null=True)),
                (
                    "offices",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(db_collation="C"), default=list, size=None
                    ),
                ),
                ("card", models.TextField(blank=True, default="")),
                ("rules", models.TextField(db_collation="C", default="")),
                ("compared", models.BooleanField(default=False)),
                (
                    "subject",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="subjects.subject",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["keys", "offices"], name="subjects_keys"),
                    models.Index(fields=["rules"], name="subjects_keys_rules"),
                    models.Index(condition=models.Q(("compared", False)), fields=["subject"], name="subjects_keys_new"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "compartment", "sealed_by"), name="subjects_keys_once", nulls_distinct=False
                    )
                ],
            },
        ),
    ]
