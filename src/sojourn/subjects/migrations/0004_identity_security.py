"""Who may know of a judgement, of a likely pair and of a person's keys; and the one door through which keys are asked.

A pair is there for whoever may see both records and holds every seal under which it was found. Keys are asked through
a function with the owner's rights, since an index over arrays can't be used behind a policy; the rule of the policy is
therefore written into the function, before anything is counted, ordered or cut off.
"""

from django.db import migrations

from sojourn.protection.rls import append_only, row_security_through

BOTH = """
EXISTS (SELECT 1 FROM subjects_subject s WHERE s.id = {table}.left_id)
AND EXISTS (SELECT 1 FROM subjects_subject s WHERE s.id = {table}.right_id)
"""
SEALS = "seals <@ ((SELECT sojourn_seals())::text[])"
SEALED = "compartment = '' OR (sealed_by::text || '/' || compartment) = ANY ((SELECT sojourn_seals())::text[])"


def of_both(table: str) -> migrations.RunSQL:
    rule = BOTH.format(table=table)
    return migrations.RunSQL(
        [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY of_both ON {table} FOR ALL USING ({rule}) WITH CHECK ({rule})",
            f"CREATE POLICY sealed ON {table} AS RESTRICTIVE FOR ALL USING ({SEALS}) WITH CHECK ({SEALS})",
        ],
        [f"DROP POLICY sealed ON {table}", f"DROP POLICY of_both ON {table}"],
    )


SEALED_KEYS = migrations.RunSQL(
    f"CREATE POLICY sealed ON subjects_personkeys AS RESTRICTIVE FOR ALL USING ({SEALED}) WITH CHECK ({SEALED})",
    "DROP POLICY sealed ON subjects_personkeys",
)

# Planned anew for each call, since how common the keys are decides how they are best looked up. Where a person has
# rows under seals as well, the session's widest comes last.
ASK = migrations.RunSQL(
    """
    CREATE FUNCTION subjects_with_keys(wanted text[], most int) RETURNS TABLE (subject uuid, card text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
        RETURN QUERY EXECUTE $ask$
            SELECT found.subject_id, found.card
            FROM (
                SELECT p.subject_id, p.card, p.compartment FROM subjects_personkeys p
                WHERE p.keys && $1 AND p.offices && (SELECT sojourn_offices())
                  AND (p.compartment = ''
                       OR (p.sealed_by::text || '/' || p.compartment) = ANY ((SELECT sojourn_seals())::text[]))
                LIMIT $2
            ) found
            ORDER BY found.compartment, found.subject_id
        $ask$ USING wanted, most;
    END
    $$
    """,
    "DROP FUNCTION subjects_with_keys(text[], int)",
)

# Rows that share a key with the given ones; a key that more than `commonest` rows have tells nobody apart.
SHARE = migrations.RunSQL(
    """
    CREATE FUNCTION subjects_sharing_keys(rows bigint[], commonest int) RETURNS TABLE (one bigint, other bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT DISTINCT r.id, met.other
        FROM subjects_personkeys r
        CROSS JOIN LATERAL unnest(r.keys) AS k
        CROSS JOIN LATERAL (
            SELECT array_agg(near.id) AS ids FROM (
                SELECT p.id FROM subjects_personkeys p
                WHERE p.keys @> ARRAY[k] AND p.offices && (SELECT sojourn_offices())
                  AND (p.compartment = ''
                       OR (p.sealed_by::text || '/' || p.compartment) = ANY ((SELECT sojourn_seals())::text[]))
                LIMIT commonest + 1
            ) near
        ) block
        CROSS JOIN LATERAL unnest(block.ids) AS met (other)
        WHERE r.id = ANY (rows) AND r.offices && (SELECT sojourn_offices())
          AND (r.compartment = '' OR (r.sealed_by::text || '/' || r.compartment) = ANY ((SELECT sojourn_seals())::text[]))
          AND cardinality(block.ids) <= commonest AND met.other <> r.id
    $$
    """,
    "DROP FUNCTION subjects_sharing_keys(bigint[], int)",
)

# People who were here before keys were kept: empty rows of no version, which the worker fills.
BEFORE = migrations.RunSQL(
    """
    INSERT INTO subjects_personkeys (subject_id, compartment, sealed_by, offices, keys, card, rules, compared)
    SELECT s.id, s.compartment, CASE WHEN s.compartment <> '' THEN s.office_id END, ARRAY[s.office_id], '{}'::text[], '', '', false
    FROM subjects_subject s WHERE s.kind = 'person'
    UNION
    SELECT n.subject_id, n.compartment, n.sealed_by, ARRAY[n.sealed_by], '{}'::text[], '', '', false
    FROM subjects_nameword n WHERE n.compartment <> ''
    ON CONFLICT DO NOTHING
    """,
    migrations.RunSQL.noop,
)


class Migration(migrations.Migration):
    dependencies = [("subjects", "0003_identities"), ("protection", "0001_settings")]

    operations = [
        of_both("subjects_judgement"),
        of_both("subjects_likelypair"),
        append_only("subjects_judgement"),
        row_security_through("subjects_personkeys", "subjects_subject", "subject_id"),
        SEALED_KEYS,
        ASK,
        SHARE,
        BEFORE,
    ]
