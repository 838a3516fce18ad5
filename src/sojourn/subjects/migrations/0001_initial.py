import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import sojourn.kernel.ids
import sojourn.kernel.moment


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("person", "person"),
                            ("household", "household"),
                            ("organisation", "organisation"),
                            ("place", "place"),
                            ("country", "country"),
                            ("initiative", "initiative"),
                        ]
                    ),
                ),
                ("label", models.TextField(blank=True, default="")),
                ("compartment", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("created_by", models.UUIDField(null=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Country",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="country",
                        serialize=False,
                        to="subjects.subject",
                    ),
                ),
                ("name", models.TextField(blank=True, default="")),
                ("country", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="household",
                        serialize=False,
                        to="subjects.subject",
                    ),
                ),
                ("name", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Initiative",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="initiative",
                        serialize=False,
                        to="subjects.subject",
                    ),
                ),
                ("name", models.TextField(blank=True, default="")),
                ("kind", models.TextField(blank=True, default="")),
                ("country", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="organisation",
                        serialize=False,
                        to="subjects.subject",
                    ),
                ),
                ("name", models.TextField(blank=True, default="")),
                ("kind", models.TextField(blank=True, default="")),
                ("country", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="person",
                        serialize=False,
                        to="subjects.subject",
                    ),
                ),
                ("family_name", models.TextField(blank=True, default="")),
                ("given_names", models.TextField(blank=True, default="")),
                ("birth", models.TextField(blank=True, default="")),
                ("sex", models.TextField(blank=True, default="")),
                ("gender", models.TextField(blank=True, default="")),
                (
                    "nationalities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                ("marital_status", models.TextField(blank=True, default="")),
                ("education", models.TextField(blank=True, default="")),
                ("occupation", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "subject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="place",
                        serialize=False,
                        to="subjects.subject",
                    ),
                ),
                ("name", models.TextField(blank=True, default="")),
                ("kind", models.TextField(blank=True, default="")),
                ("country", models.TextField(blank=True, default="")),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="NationalityClaim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(default="person_said")),
                ("entry", models.UUIDField(null=True)),
                ("compartment", models.TextField(blank=True, default="")),
                ("sealed_by", models.UUIDField(null=True)),
                ("at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("by", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
                ("code", models.TextField()),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="subjects.person")),
            ],
            options={
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NameClaim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(default="person_said")),
                ("entry", models.UUIDField(null=True)),
                ("compartment", models.TextField(blank=True, default="")),
                ("sealed_by", models.UUIDField(null=True)),
                ("at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("by", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
                ("family", models.TextField(blank=True, default="")),
                ("given", models.TextField(blank=True, default="")),
                ("full", models.TextField()),
                ("script", models.TextField(blank=True, default="")),
                ("language", models.TextField(blank=True, default="")),
                ("kind", models.TextField(default="usual")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="subjects.person")),
            ],
            options={
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LanguageSpoken",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(default="person_said")),
                ("entry", models.UUIDField(null=True)),
                ("compartment", models.TextField(blank=True, default="")),
                ("sealed_by", models.UUIDField(null=True)),
                ("at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("by", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
                ("code", models.TextField()),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="subjects.person")),
            ],
            options={
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IdentityDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(default="person_said")),
                ("entry", models.UUIDField(null=True)),
                ("compartment", models.TextField(blank=True, default="")),
                ("sealed_by", models.UUIDField(null=True)),
                ("at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("by", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
                ("kind", models.TextField()),
                ("number", models.TextField(blank=True, default="")),
                ("issuing_state", models.TextField(blank=True, default="")),
                ("issued_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                ("mrz", models.TextField(blank=True, default="")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="subjects.person")),
            ],
            options={
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HouseholdTie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("relation", models.TextField(default="member")),
                ("from_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("until_at", models.DateTimeField(null=True)),
                ("by", models.UUIDField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ties", to="subjects.household"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ties", to="subjects.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ContactChannel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(default="person_said")),
                ("entry", models.UUIDField(null=True)),
                ("compartment", models.TextField(blank=True, default="")),
                ("sealed_by", models.UUIDField(null=True)),
                ("at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("by", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
                ("kind", models.TextField()),
                ("value", models.TextField()),
                ("safe", models.BooleanField(null=True)),
                ("safe_hours", models.TextField(blank=True, default="")),
                ("note", models.TextField(blank=True, default="")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="subjects.person")),
            ],
            options={
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BirthClaim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(default="person_said")),
                ("entry", models.UUIDField(null=True)),
                ("compartment", models.TextField(blank=True, default="")),
                ("sealed_by", models.UUIDField(null=True)),
                ("at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("by", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
                ("birth", models.TextField()),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="subjects.person")),
            ],
            options={
                "ordering": ["-at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NameWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.TextField(db_collation="C")),
                ("compartment", models.TextField(blank=True, default="")),
                ("sealed_by", models.UUIDField(null=True)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="words", to="subjects.subject"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["word"], name="subjects_word")],
            },
        ),
    ]
