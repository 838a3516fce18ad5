"""What is claimed of many people, asked in one question whose rule is written into it.

Behind the policies, each claim asks for its person, and each person for the cases through which they are seen: right,
but too slow for every letter that somebody types. Here the people in sight are found once, by the offices that may
know them, and their claims are read by the seals that the session holds.
"""

from django.db import migrations

SEALED = "{0}.compartment = '' OR ({0}.sealed_by::text || '/' || {0}.compartment) = ANY (held)"
CLAIMS = {
    "names": ("nameclaim", "c.full, c.family, c.given"),
    "births": ("birthclaim", "c.birth, ''::text, ''::text"),
    "nationalities": ("nationalityclaim", "c.code, ''::text, ''::text"),
    "languages": ("languagespoken", "c.code, ''::text, ''::text"),
    "phones": ("contactchannel", "c.value, c.kind, ''::text"),
    "papers": ("identitydocument", "c.issuing_state, c.number, ''::text"),
}
EACH = "\n".join(
    f"""
        UNION ALL
        SELECT c.person_id, '{kind}', {columns}, ''::text, c.at, c.id
        FROM subjects_{table} c
        WHERE c.person_id = ANY (seen) AND c.withdrawn_at IS NULL AND ({SEALED.format("c")})"""  # noqa: S608 - ours
    for kind, (table, columns) in CLAIMS.items()
)
KNOWN = f"""
CREATE FUNCTION subjects_known(people uuid[], seals text[])
RETURNS TABLE (person uuid, kind text, first text, second text, third text, sex text, at timestamptz, claim uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    places uuid[] := sojourn_offices();
    every text[] := sojourn_seals();
    held text[] := CASE WHEN seals IS NULL THEN every
                        ELSE ARRAY(SELECT unnest(seals) INTERSECT SELECT unnest(every)) END;
    seen uuid[];
BEGIN
    seen := ARRAY(
        SELECT DISTINCT k.subject_id FROM subjects_personkeys k
        WHERE k.subject_id = ANY (people) AND k.offices && places
          AND (k.compartment = '' OR (k.sealed_by::text || '/' || k.compartment) = ANY (every)));
    RETURN QUERY
        SELECT p.subject_id, 'person'::text, p.family_name, p.given_names, p.birth, p.sex, NULL::timestamptz, NULL::uuid
        FROM subjects_person p WHERE p.subject_id = ANY (seen)
        {EACH}
        ORDER BY 7 NULLS FIRST, 8;
END
$$
"""  # noqa: S608 - ours


class Migration(migrations.Migration):
    dependencies = [("subjects", "0004_identity_security")]

    operations = [migrations.RunSQL(KNOWN, "DROP FUNCTION subjects_known(uuid[], text[])")]
