"""The function that writes the chain, and the rights taken from everybody else."""

from django.db import migrations

from sojourn.audit.migrations._chain import MAKE, UNMAKE


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]
