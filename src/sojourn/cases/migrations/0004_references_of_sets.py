"""What an import writes by the thousand has its references checked once for each statement, not once for each row."""

from django.db import migrations, models
from django.db.models.deletion import CASCADE, PROTECT

from sojourn.protection.references import lasting, reference

NO_KEY = {"db_constraint": False, "db_index": False}
CASE, MEMBER, OFFICE, SUBJECT = "cases_case", "cases_member", "accounts_office", "subjects_subject"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("cases", "0003_keys_of_members")]

    operations = [
        migrations.AlterField(
            "case", "subject", models.ForeignKey("subjects.subject", PROTECT, "cases", db_constraint=False)
        ),
        migrations.AlterField("case", "office", models.ForeignKey("accounts.office", PROTECT, "+", **NO_KEY)),
        migrations.AlterField(
            "case", "receiving_office", models.ForeignKey("accounts.office", PROTECT, "+", null=True, **NO_KEY)
        ),
        migrations.AlterField(
            "member", "subject", models.ForeignKey("subjects.subject", PROTECT, "memberships", db_constraint=False)
        ),
        migrations.AlterField("member", "case", models.ForeignKey("cases.case", CASCADE, "members", **NO_KEY)),
        migrations.AlterField(
            "stageentry", "case", models.ForeignKey("cases.case", CASCADE, "stage_entries", db_constraint=False)
        ),
        migrations.AlterField("entry", "case", models.ForeignKey("cases.case", CASCADE, "entries", **NO_KEY)),
        migrations.AlterField(
            "entry", "member", models.ForeignKey("cases.member", CASCADE, "entries", null=True, **NO_KEY)
        ),
        migrations.AlterField("fact", "case", models.ForeignKey("cases.case", CASCADE, "facts", **NO_KEY)),
        migrations.AlterField("fact", "member", models.ForeignKey("cases.member", CASCADE, "+", null=True, **NO_KEY)),
        migrations.AlterField("fact", "office", models.ForeignKey("accounts.office", PROTECT, "+", **NO_KEY)),
        migrations.AlterField(
            "fact", "receiving_office", models.ForeignKey("accounts.office", PROTECT, "+", null=True, **NO_KEY)
        ),
        *(lasting(table) for table in (CASE, MEMBER, OFFICE, SUBJECT)),
        reference("cases_case", "subject_id", SUBJECT),
        reference("cases_case", "office_id", OFFICE),
        reference("cases_case", "receiving_office_id", OFFICE),
        reference("cases_member", "subject_id", SUBJECT),
        reference("cases_member", "case_id", CASE),
        reference("cases_stageentry", "case_id", CASE),
        reference("cases_entry", "case_id", CASE),
        reference("cases_entry", "member_id", MEMBER),
        reference("cases_fact", "case_id", CASE),
        reference("cases_fact", "member_id", MEMBER),
        reference("cases_fact", "office_id", OFFICE),
        reference("cases_fact", "receiving_office_id", OFFICE),
    ]
