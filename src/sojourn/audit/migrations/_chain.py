"""The database's side of the chain: one function writes it, and nobody else can."""

GENESIS = """
CREATE FUNCTION audit_genesis(chain uuid) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog AS $$
SELECT sha256(convert_to('sojourn audit chain ' || chain, 'UTF8'))
$$
"""

# What is hashed is framed unambiguously: instants have a fixed shape, each text stands after its length in characters.
# SECURITY DEFINER: the app role may call it, and has no INSERT, UPDATE or DELETE of its own.
APPEND = """
CREATE FUNCTION audit_append(said timestamptz, events jsonb) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head public.audit_head;
    later timestamptz;
    moments text;
    line bytea;
    link bytea;
    links bytea[] := '{}';
BEGIN
    SELECT * INTO head FROM public.audit_head WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        head := public.audit_begin();
    END IF;
    link := head.hash;
    later := greatest(head.ordered_at, said);
    moments := '|' || to_char(said AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            || '|' || to_char(later AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|';
    FOR line IN
        SELECT convert_to(
            (head.seq + n) || moments || coalesce(v.office::uuid::text, '')
            || '|' || length(v.actor) || ':' || v.actor
            || '|' || length(v.action) || ':' || v.action
            || '|' || length(v.kind) || ':' || v.kind
            || '|' || length(v.object) || ':' || v.object
            || '|' || length(v.compartment) || ':' || v.compartment
            || '|' || length(v.detail) || ':' || v.detail, 'UTF8')
        FROM ROWS FROM (jsonb_to_recordset(events) AS (
            actor text, action text, kind text, object text, office text, compartment text, detail text
        )) WITH ORDINALITY v (actor, action, kind, object, office, compartment, detail, n)
    LOOP
        link := sha256(link || line);
        links := array_append(links, link);
    END LOOP;
    INSERT INTO public.audit_event
        (seq, at, ordered_at, actor, action, kind, object_id, office_id, compartment, detail, hash)
    SELECT head.seq + n, said, later, v.actor, v.action, v.kind, v.object, v.office::uuid, v.compartment, v.detail, v.hash
    FROM ROWS FROM (jsonb_to_recordset(events) AS (
        actor text, action text, kind text, object text, office text, compartment text, detail text
    ), unnest(links)) WITH ORDINALITY v (actor, action, kind, object, office, compartment, detail, hash, n);
    UPDATE public.audit_head SET seq = head.seq + cardinality(links), ordered_at = later, hash = link WHERE id = 1;
    RETURN head.seq + cardinality(links);
END
$$
"""

BEGIN = """
CREATE FUNCTION audit_begin() RETURNS audit_head LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head public.audit_head;
    chain uuid := gen_random_uuid();
BEGIN
    -- The first writers of all meet here, one after the other; a lock on the table would have them wait in a circle.
    PERFORM pg_advisory_xact_lock(6361297201);
    SELECT * INTO head FROM public.audit_head WHERE id = 1 FOR UPDATE;
    IF FOUND THEN
        RETURN head;
    END IF;
    IF EXISTS (SELECT 1 FROM public.audit_event) THEN
        RAISE EXCEPTION 'the audit trail has events but no head: restore it before anything is written';
    END IF;
    INSERT INTO public.audit_head (id, chain, seq, ordered_at, hash)
    VALUES (1, chain, 0, '1970-01-01T00:00:00Z', public.audit_genesis(chain));
    SELECT * INTO STRICT head FROM public.audit_head WHERE id = 1 FOR UPDATE;
    RETURN head;
END
$$
"""

# Taken from whoever holds it, so that no name of a role stands here; only the owner keeps it.
CLOSE_TABLES = """
DO $$
DECLARE
    held record;
BEGIN
    FOR held IN
        SELECT c.oid::regclass AS place, a.grantee::regrole AS role
        FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid IN ('public.audit_event'::regclass, 'public.audit_head'::regclass)
          AND a.grantee NOT IN (0, c.relowner) AND a.privilege_type <> 'SELECT'
    LOOP
        EXECUTE format('REVOKE ALL ON %s FROM %s', held.place, held.role);
        EXECUTE format('GRANT SELECT ON %s TO %s', held.place, held.role);
    END LOOP;
END
$$
"""

MAKE = [GENESIS, BEGIN, APPEND, CLOSE_TABLES]
UNMAKE = [
    "DROP FUNCTION audit_append(timestamptz, jsonb)",
    "DROP FUNCTION audit_begin()",
    "DROP FUNCTION audit_genesis(uuid)",
]
