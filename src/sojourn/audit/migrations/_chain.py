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
CREATE FUNCTION audit_append(events jsonb) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head public.audit_head;
    e public.audit_event;
    one jsonb;
BEGIN
    SELECT * INTO head FROM public.audit_head WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        head := public.audit_begin();
    END IF;
    FOR one IN SELECT value FROM jsonb_array_elements(events) LOOP
        head.seq := head.seq + 1;
        e.seq := head.seq;
        e.at := (one->>'at')::timestamptz;
        head.ordered_at := greatest(head.ordered_at, e.at);
        e.ordered_at := head.ordered_at;
        e.actor := one->>'by';
        e.action := one->>'action';
        e.kind := one->>'kind';
        e.object_id := one->>'object';
        e.office_id := (one->>'office')::uuid;
        e.compartment := one->>'compartment';
        e.detail := one->>'detail';
        head.hash := sha256(head.hash || convert_to(
            e.seq || '|' || to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            || '|' || to_char(e.ordered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            || '|' || coalesce(e.office_id::text, '')
            || '|' || length(e.actor) || ':' || e.actor
            || '|' || length(e.action) || ':' || e.action
            || '|' || length(e.kind) || ':' || e.kind
            || '|' || length(e.object_id) || ':' || e.object_id
            || '|' || length(e.compartment) || ':' || e.compartment
            || '|' || length(e.detail) || ':' || e.detail, 'UTF8'));
        e.hash := head.hash;
        INSERT INTO public.audit_event SELECT e.*;
    END LOOP;
    UPDATE public.audit_head SET seq = head.seq, ordered_at = head.ordered_at, hash = head.hash WHERE id = 1;
    RETURN head.seq;
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
    LOCK TABLE public.audit_head IN SHARE ROW EXCLUSIVE MODE;
    IF EXISTS (SELECT 1 FROM public.audit_event) AND NOT EXISTS (SELECT 1 FROM public.audit_head) THEN
        RAISE EXCEPTION 'the audit trail has events but no head: restore it before anything is written';
    END IF;
    INSERT INTO public.audit_head (id, chain, seq, ordered_at, hash)
    VALUES (1, chain, 0, '1970-01-01T00:00:00Z', public.audit_genesis(chain)) ON CONFLICT (id) DO NOTHING;
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
    "DROP FUNCTION audit_append(jsonb)",
    "DROP FUNCTION audit_begin()",
    "DROP FUNCTION audit_genesis(uuid)",
]
