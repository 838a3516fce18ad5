"""Imports are seen in the office that made them, and only with the seal of what was imported."""

from django.db import migrations

from sojourn.protection.rls import row_security, row_security_through


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("protection", "0001_settings")]

    operations = [
        row_security("exchange_importrun"),
        row_security_through("exchange_importproblem", "exchange_importrun", "run_id"),
        row_security_through("exchange_importedkey", "exchange_importrun", "run_id"),
    ]
