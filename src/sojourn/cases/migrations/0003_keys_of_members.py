"""Which offices may find a person: the offices of the person's cases, kept by the database wherever a case is written.

A person of an open case is found there by what is known in the open. Where the case is sealed, only by those who hold
its seal in that office: by a row of keys of its own, which begins as a copy of the open one, or empty, of no version,
and is filled by the worker.
"""

from django.db import migrations

SHOW = """
CREATE FUNCTION cases_show_members(people uuid[], offices uuid[], seal text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF seal = '' THEN
        UPDATE subjects_personkeys k
        SET offices = ARRAY(SELECT DISTINCT o FROM unnest(k.offices || $2) o ORDER BY o), compared = false
        WHERE k.subject_id = ANY (people) AND NOT k.offices @> $2;
    ELSE
        INSERT INTO subjects_personkeys (subject_id, compartment, sealed_by, offices, keys, card, rules, compared)
        SELECT person, seal, office, ARRAY[office], coalesce(k.keys, '{}'::text[]), coalesce(k.card, ''),
               coalesce(k.rules, ''), false
        FROM (SELECT DISTINCT unnest(people) AS person) p CROSS JOIN unnest($2) office
        LEFT JOIN subjects_personkeys k ON k.subject_id = person AND k.compartment = ''
        WHERE k.id IS NULL OR NOT k.offices @> ARRAY[office]
        ON CONFLICT (subject_id, compartment, sealed_by) DO NOTHING;
    END IF;
END
$$
"""

JOINED = [
    """
    CREATE FUNCTION cases_member_joined() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
        PERFORM cases_show_members(
            array_agg(f.subject_id), array_remove(ARRAY[c.office_id, c.receiving_office_id], NULL), c.compartment)
        FROM fresh f JOIN cases_case c ON c.id = f.case_id JOIN subjects_subject s ON s.id = f.subject_id
        WHERE s.office_id <> c.office_id OR s.compartment <> c.compartment OR c.receiving_office_id IS NOT NULL
        GROUP BY c.office_id, c.receiving_office_id, c.compartment;
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER cases_member_joined AFTER INSERT ON cases_member
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION cases_member_joined()
    """,
]

RECEIVED = [
    """
    CREATE FUNCTION cases_case_received() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
        PERFORM cases_show_members(
            array_agg(m.subject_id), array_remove(ARRAY[NEW.office_id, NEW.receiving_office_id], NULL), NEW.compartment)
        FROM cases_member m WHERE m.case_id = NEW.id HAVING count(*) > 0;
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER cases_case_received AFTER UPDATE ON cases_case FOR EACH ROW
    WHEN (NEW.receiving_office_id IS DISTINCT FROM OLD.receiving_office_id
          OR NEW.office_id IS DISTINCT FROM OLD.office_id)
    EXECUTE FUNCTION cases_case_received()
    """,
]

# People who were here before keys were kept: their rows are there at once, and the worker fills them.
BEFORE = """
SELECT cases_show_members(array_agg(m.subject_id), array_remove(ARRAY[c.office_id, c.receiving_office_id], NULL),
                          c.compartment)
FROM cases_member m JOIN cases_case c ON c.id = m.case_id
GROUP BY c.office_id, c.receiving_office_id, c.compartment
"""

UNDO = [
    "DROP TRIGGER cases_case_received ON cases_case",
    "DROP TRIGGER cases_member_joined ON cases_member",
    "DROP FUNCTION cases_case_received()",
    "DROP FUNCTION cases_member_joined()",
    "DROP FUNCTION cases_show_members(uuid[], uuid[], text)",
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_row_security"), ("subjects", "0004_identity_security")]

    operations = [
        migrations.RunSQL([SHOW, *JOINED, *RECEIVED, BEFORE], UNDO),
    ]
