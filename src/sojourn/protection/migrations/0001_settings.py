"""The functions that policies read, and row security for the audit trail."""

from django.db import migrations

from sojourn.protection.migrations._settings import CLOSE_AUDIT, MAKE, OPEN_AUDIT, UNMAKE


class Migration(migrations.Migration):
    initial = True
    dependencies = [("accounts", "0001_initial"), ("audit", "0002_chain")]

    operations = [migrations.RunSQL(MAKE, UNMAKE), migrations.RunSQL(CLOSE_AUDIT, OPEN_AUDIT)]
