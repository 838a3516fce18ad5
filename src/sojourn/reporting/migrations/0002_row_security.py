"""Rounds are seen by their hub and by the members asked; a return only by its member and the hub."""

from django.db import migrations

from sojourn.protection.rls import row_security_of_figures, row_security_through, seen_through


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("protection", "0001_settings")]

    operations = [
        row_security_of_figures("reporting_asked", "hub_id", "office_id"),
        row_security_of_figures("reporting_round", "hub_id"),
        seen_through("reporting_round", "reporting_asked", "round_id"),
        row_security_of_figures("reporting_signingkey", "office_id"),
        row_security_through("reporting_return", "reporting_asked", "asked_id"),
        row_security_through("reporting_publication", "reporting_round", "round_id"),
    ]
