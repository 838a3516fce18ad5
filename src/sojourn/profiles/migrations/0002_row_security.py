"""A profile is seen in its own office, and what belongs to it with it."""

from django.db import migrations

from sojourn.protection.rls import row_security_of_figures, row_security_through


class Migration(migrations.Migration):
    dependencies = [("profiles", "0001_initial"), ("protection", "0001_settings")]

    operations = [
        row_security_of_figures("profiles_profile", "office_id"),
        row_security_through("profiles_groupmember", "profiles_profile", "profile_id"),
        row_security_through("profiles_sectiontext", "profiles_profile", "profile_id"),
        row_security_through("profiles_datarequest", "profiles_profile", "profile_id"),
        row_security_through("profiles_datareturn", "profiles_datarequest", "request_id"),
        row_security_through("profiles_gapentry", "profiles_profile", "profile_id"),
        row_security_through("profiles_edition", "profiles_profile", "profile_id"),
    ]
