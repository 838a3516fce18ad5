"""Ask for keys that somebody has together, and keep what is under a seal in an index of its own.

Whoever holds no seal never touches the second index: however many sealed rows share a key with an open one, their
search reads the same pages of the same index as if they were not there. Rows in it are found by their seal as well, so
that who holds one seal does no work for rows under another. Entries that wait to be sorted in are looked through by
every search, so they are kept few.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

OPEN = "p.compartment = '' AND p.offices && places"
SEALED = "p.compartment <> '' AND ARRAY[p.sealed_by::text || '/' || p.compartment] && held AND p.offices && places"

SEALED_KEYS = migrations.RunSQL(
    "CREATE INDEX subjects_keys_sealed ON subjects_personkeys"
    " USING gin (keys, (ARRAY[sealed_by::text || '/' || compartment]))"
    " WITH (gin_pending_list_limit = 256) WHERE compartment <> ''",
    "DROP INDEX subjects_keys_sealed",
)


def _found(condition: str) -> str:
    """Rows that meet one ask: the statement is the same for one, two and three sets, so that it is planned once each."""
    branches = []
    for sets in (1, 2, 3):
        keys = " AND ".join(f"p.keys && k{number}" for number in range(1, sets + 1))
        branches.append(
            f"WHEN {sets} THEN RETURN QUERY SELECT p.subject_id, p.card FROM subjects_personkeys p"  # noqa: S608 - ours
            f" WHERE {keys} AND {condition} LIMIT most;"
        )
    return "CASE sets " + "\n            ".join(branches) + " END CASE;"


# An ask is an array of one to three arrays of keys; who has a key of each is meant. Always by an index, always by one
# plan: neither depends on what the rows are. Open rows come before the sealed ones, the session's widest last.
ASK = migrations.RunSQL(
    f"""
    CREATE FUNCTION subjects_asked(asks jsonb, most int) RETURNS TABLE (subject uuid, card text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
    AS $$
    DECLARE
        places uuid[] := sojourn_offices();
        held text[] := sojourn_seals();
        ask jsonb;
        sets int;
        k1 text[];
        k2 text[];
        k3 text[];
    BEGIN
        FOR ask IN SELECT jsonb_array_elements(asks) LOOP
            sets := jsonb_array_length(ask);
            k1 := ARRAY(SELECT jsonb_array_elements_text(ask -> 0));
            k2 := CASE WHEN sets > 1 THEN ARRAY(SELECT jsonb_array_elements_text(ask -> 1)) END;
            k3 := CASE WHEN sets > 2 THEN ARRAY(SELECT jsonb_array_elements_text(ask -> 2)) END;
            {_found(OPEN)}
            IF cardinality(held) > 0 THEN
            {_found(SEALED)}
            END IF;
        END LOOP;
    END
    $$
    """,
    "DROP FUNCTION subjects_asked(jsonb, int)",
)

# Rows that share a key with the given ones; a key that more than `commonest` rows have tells nobody apart. Years and
# beginnings of words always are such keys.
SHARE = migrations.RunSQL(
    f"""
    CREATE OR REPLACE FUNCTION subjects_sharing_keys(rows bigint[], commonest int)
    RETURNS TABLE (one bigint, other bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
    AS $$
    DECLARE
        places uuid[] := sojourn_offices();
        held text[] := sojourn_seals();
    BEGIN
        RETURN QUERY
        SELECT DISTINCT r.id, met.id
        FROM subjects_personkeys r
        CROSS JOIN LATERAL unnest(r.keys) AS k
        CROSS JOIN LATERAL (
            SELECT array_agg(near.id) AS ids FROM (
                (SELECT p.id FROM subjects_personkeys p WHERE p.keys @> ARRAY[k] AND {OPEN} LIMIT commonest + 1)
                UNION ALL
                (SELECT p.id FROM subjects_personkeys p WHERE p.keys @> ARRAY[k] AND {SEALED} LIMIT commonest + 1)
            ) near
        ) block
        CROSS JOIN LATERAL unnest(block.ids) AS met (id)
        WHERE r.id = ANY (rows) AND r.offices && places
          AND (r.compartment = '' OR (r.sealed_by::text || '/' || r.compartment) = ANY (held))
          AND NOT starts_with(k, 'a:') AND NOT (starts_with(k, 'w:') AND right(k, 1) = '*')
          AND cardinality(block.ids) <= commonest AND met.id <> r.id;
    END
    $$
    """,  # noqa: S608 - ours
    migrations.RunSQL.noop,
)


# As it was, for going back.
WITH_KEYS = """
    CREATE FUNCTION subjects_with_keys(wanted text[], most int) RETURNS TABLE (subject uuid, card text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT p.subject_id, p.card FROM subjects_personkeys p
        WHERE p.keys && wanted AND p.offices && (SELECT sojourn_offices())
          AND (p.compartment = ''
               OR (p.sealed_by::text || '/' || p.compartment) = ANY ((SELECT sojourn_seals())::text[]))
        LIMIT most
    $$
"""


class Migration(migrations.Migration):
    dependencies = [("subjects", "0005_known")]

    operations = [
        migrations.RemoveIndex("personkeys", "subjects_keys"),
        migrations.AddIndex(
            "personkeys",
            GinIndex(
                fields=["keys", "offices"],
                name="subjects_keys",
                condition=models.Q(compartment=""),
                gin_pending_list_limit=256,
            ),
        ),
        SEALED_KEYS,
        ASK,
        SHARE,
        migrations.RunSQL("DROP FUNCTION subjects_with_keys(text[], int)", WITH_KEYS),
    ]
