"""What the session says of its viewer, read by every policy; nothing said means nothing seen."""


def _reader(name: str, setting: str, kind: str) -> str:
    return f"""
CREATE FUNCTION {name}() RETURNS {kind} LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT coalesce(nullif(current_setting('sojourn.{setting}', true), ''), '{{}}')::{kind}
$$
"""


# A pair office/compartment becomes a row, so that membership is one look into a hash table.
STATISTICS = """
CREATE FUNCTION sojourn_statistics() RETURNS TABLE (office uuid, compartment text)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT left(word, 36)::uuid, substr(word, 38)
FROM unnest(coalesce(nullif(current_setting('sojourn.statistics', true), ''), '{}')::text[]) AS word
$$
"""

VIEWER = """
CREATE FUNCTION sojourn_viewer() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT nullif(current_setting('sojourn.viewer', true), '')
$$
"""

MAKE = [
    _reader("sojourn_offices", "offices", "uuid[]"),
    _reader("sojourn_seals", "compartments", "text[]"),
    _reader("sojourn_audit", "audit", "text[]"),
    STATISTICS,
    VIEWER,
]
UNMAKE = [f"DROP FUNCTION sojourn_{name}()" for name in ("viewer", "statistics", "audit", "seals", "offices")]

# Colleagues read what was done in their offices; auditors read their offices and the events of no office;
# the check of the chain reads everything. Writing is done by `audit_append` alone.
AUDIT = """
(office_id = ANY ((SELECT sojourn_offices())::uuid[]) AND (compartment = ''
 OR (office_id::text || '/' || compartment) = ANY ((SELECT sojourn_seals())::text[])))
OR '*' = ANY ((SELECT sojourn_audit())::text[])
OR (office_id IS NULL AND (SELECT sojourn_audit()) <> '{}')
OR (office_id::text || '/' || compartment) = ANY ((SELECT sojourn_audit())::text[])
"""
CLOSE_AUDIT = [
    "ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY",
    f"CREATE POLICY readable ON audit_event FOR SELECT USING ({AUDIT})",
    "ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY readable ON audit_head FOR SELECT USING ((SELECT sojourn_audit()) <> '{}')",
]
OPEN_AUDIT = [
    "DROP POLICY readable ON audit_head",
    "ALTER TABLE audit_head DISABLE ROW LEVEL SECURITY",
    "DROP POLICY readable ON audit_event",
    "ALTER TABLE audit_event DISABLE ROW LEVEL SECURITY",
]
