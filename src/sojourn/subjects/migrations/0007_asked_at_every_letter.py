"""What a search asks with every letter is planned once; whether keys are being written anew is asked past the policies.

Behind them that question would ask for the person and the cases of every row. The rule is written into the function:
only rows in sight count.
"""

from django.db import migrations

OLDER = migrations.RunSQL(
    """
    CREATE FUNCTION subjects_has_older_keys(present text) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
    AS $$
    DECLARE
        places uuid[] := sojourn_offices();
        held text[] := sojourn_seals();
    BEGIN
        RETURN EXISTS (
            SELECT 1 FROM subjects_personkeys p
            WHERE (p.rules < present OR p.rules > present) AND p.offices && places
              AND (p.compartment = '' OR (p.sealed_by::text || '/' || p.compartment) = ANY (held)));
    END
    $$
    """,
    "DROP FUNCTION subjects_has_older_keys(text)",
)
KNOWN = migrations.RunSQL(
    "ALTER FUNCTION subjects_known(uuid[], text[]) SET plan_cache_mode = force_generic_plan",
    "ALTER FUNCTION subjects_known(uuid[], text[]) RESET plan_cache_mode",
)


class Migration(migrations.Migration):
    dependencies = [("subjects", "0006_keys_asked_together")]

    operations = [OLDER, KNOWN]
