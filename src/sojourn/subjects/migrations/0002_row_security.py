"""The office and compartment rule below the application; claims are sealed one by one besides."""

from django.db import migrations

from sojourn.protection.rls import row_security, row_security_through

WIDER = ("person", "household", "organisation", "place", "country", "initiative")
CLAIMS = ("nameclaim", "birthclaim", "nationalityclaim", "languagespoken", "identitydocument", "contactchannel")


def sealed(table: str) -> migrations.RunSQL:
    """Show a sealed row only to those who hold its seal in the office that sealed it."""
    held = "compartment = '' OR (sealed_by::text || '/' || compartment) = ANY ((SELECT sojourn_seals())::text[])"
    return migrations.RunSQL(
        f"CREATE POLICY sealed ON {table} AS RESTRICTIVE FOR ALL USING ({held}) WITH CHECK ({held})",
        f"DROP POLICY sealed ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("subjects", "0001_initial"), ("protection", "0001_settings")]

    operations = [
        row_security("subjects_subject"),
        *(row_security_through(f"subjects_{name}", "subjects_subject", "subject_id") for name in WIDER),
        row_security_through("subjects_nameword", "subjects_subject", "subject_id"),
        row_security_through("subjects_householdtie", "subjects_subject", "household_id"),
        *(row_security_through(f"subjects_{name}", "subjects_subject", "person_id") for name in CLAIMS),
        *(sealed(f"subjects_{name}") for name in CLAIMS),
        sealed("subjects_nameword"),
    ]
