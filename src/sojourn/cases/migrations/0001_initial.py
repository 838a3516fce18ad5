import django.db.models.deletion
from django.db import migrations, models

import sojourn.kernel.ids
import sojourn.kernel.moment


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("subjects", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.TextField(db_collation="C", unique=True)),
                ("pack", models.TextField()),
                ("pack_version", models.TextField()),
                ("compartment", models.TextField(blank=True, default="")),
                ("stage", models.TextField()),
                ("side_state", models.TextField(blank=True, default="")),
                ("side_reason", models.TextField(blank=True, default="")),
                ("opened_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("opened_by", models.UUIDField(null=True)),
                ("opened_from", models.UUIDField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                    ),
                ),
                (
                    "receiving_office",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="subjects.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.TextField()),
                ("role", models.TextField(blank=True, default="")),
                ("note", models.TextField(blank=True, default="")),
                ("asked_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("asked_by", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("decision", models.TextField(blank=True, default="")),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="approvals", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("transition", models.TextField()),
                ("note", models.TextField(blank=True, default="")),
                ("asked_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("asked_by", models.UUIDField(null=True)),
                ("accepted", models.BooleanField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("answer_note", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="cases.case"
                    ),
                ),
                (
                    "to_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("relation", models.TextField(default="principal")),
                ("position", models.SmallIntegerField(default=1)),
                ("joined_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="cases.case",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="subjects.subject"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pack", models.TextField()),
                ("pack_version", models.TextField()),
                ("compartment", models.TextField(blank=True, default="")),
                ("facts", models.JSONField(default=dict)),
                ("updated_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="cases.case",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                    ),
                ),
                (
                    "receiving_office",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form", models.TextField()),
                ("form_version", models.TextField()),
                ("pack_version", models.TextField()),
                ("answers", models.JSONField(default=dict)),
                ("revision", models.IntegerField(default=1)),
                ("corrects", models.UUIDField(null=True)),
                ("at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("by", models.UUIDField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="cases.case",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="cases.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author", models.UUIDField()),
                ("form", models.TextField()),
                ("answers", models.JSONField(default=dict)),
                ("base_revision", models.IntegerField(default=0)),
                ("saved_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="cases.case",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("purpose", models.TextField()),
                ("decision", models.TextField()),
                ("given_by", models.TextField(default="self")),
                ("method", models.TextField(default="signature")),
                ("language", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("by", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="cases.case"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="cases.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ClockRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("clock", models.TextField()),
                ("started_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(null=True)),
                ("next_at", models.DateTimeField(null=True)),
                ("escalated", models.JSONField(default=list)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clock_runs", to="cases.case"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("question", models.TextField(blank=True, default="")),
                ("filename", models.TextField()),
                ("content_type", models.TextField()),
                ("size", models.IntegerField()),
                ("sha256", models.TextField()),
                ("path", models.TextField()),
                ("at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("by", models.UUIDField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="cases.case"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="cases.entry",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.TextField()),
                ("label", models.TextField(blank=True, default="")),
                ("severity", models.TextField(default="medium")),
                ("role", models.TextField(blank=True, default="")),
                ("raised_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("raised_by", models.UUIDField(null=True)),
                ("cleared_at", models.DateTimeField(null=True)),
                ("cleared_by", models.UUIDField(null=True)),
                ("origin", models.TextField(blank=True, default="")),
                ("params", models.JSONField(default=dict)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="alerts", to="cases.case"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MemberDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.TextField()),
                ("outcome", models.TextField()),
                ("reasons", models.JSONField(default=list)),
                ("note", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("by", models.UUIDField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="cases.case"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="cases.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.TextField()),
                ("reason", models.TextField(blank=True, default="")),
                ("from_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("until_at", models.DateTimeField(null=True)),
                ("by", models.UUIDField(null=True)),
                ("lifted_by", models.UUIDField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("compartment", models.TextField(blank=True, default="")),
                ("service", models.TextField()),
                ("to_name", models.TextField(blank=True, default="")),
                ("note", models.TextField(blank=True, default="")),
                ("state", models.TextField(default="offered")),
                ("offered_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("offered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("answer_note", models.TextField(blank=True, default="")),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.UUIDField(null=True)),
                ("origin", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="referrals", to="cases.case"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.member",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "to_office",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ServiceLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.TextField()),
                ("state", models.TextField(default="needed")),
                ("note", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("made_by", models.UUIDField(null=True)),
                ("changed_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("changed_by", models.UUIDField(null=True)),
                ("origin", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="services", to="cases.case"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StageEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stage", models.TextField()),
                ("side_state", models.TextField(blank=True, default="")),
                ("side_reason", models.TextField(blank=True, default="")),
                ("transition", models.TextField(blank=True, default="")),
                ("reason", models.TextField(blank=True, default="")),
                ("note", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("by", models.UUIDField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stage_entries", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sojourn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.TextField()),
                ("label", models.TextField(blank=True, default="")),
                ("role", models.TextField(blank=True, default="")),
                ("due_at", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField(default=sojourn.kernel.moment.now)),
                ("made_by", models.UUIDField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.UUIDField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_by", models.UUIDField(null=True)),
                ("origin", models.TextField(blank=True, default="")),
                ("params", models.JSONField(default=dict)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="cases.case"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.member",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["office", "opened_at", "id"], name="cases_of_office"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("receiving_office__isnull", False)),
                fields=["receiving_office", "opened_at", "id"],
                name="cases_received",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(fields=("case", "position"), name="cases_member_place"),
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["pack"], name="cases_fact_pack"),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.UniqueConstraint(fields=("case", "member"), name="cases_fact_once", nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                fields=("case", "form", "member", "revision"), name="cases_entry_revision", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=("case", "author", "form", "member"), name="cases_draft_once", nulls_distinct=False
            ),
        ),
        migrations.AddIndex(
            model_name="clockrun",
            index=models.Index(
                condition=models.Q(("stopped_at__isnull", True)), fields=["due_at"], name="cases_clock_due"
            ),
        ),
        migrations.AddIndex(
            model_name="clockrun",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="cases_clock_next"
            ),
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(
                condition=models.Q(("cleared_at__isnull", True)), fields=["raised_at"], name="cases_alert_open"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("cancelled_at__isnull", True), ("done_at__isnull", True)),
                fields=["office", "due_at"],
                name="cases_task_open",
            ),
        ),
    ]
