"""A side is seen by its own office alone; a pair by whoever sees a side of it, and only while both agree to be sought.

The agreement is asked of the database with the owner's rights, since neither side may read the other's consents: when
one is taken back, the pair is gone for both at once (children.md, bad input: consent later withdrawn).
"""

from django.db import migrations

from sojourn.protection.rls import append_only, row_security, row_security_through, scope_rule

AGREED = migrations.RunSQL(
    """
    CREATE FUNCTION tracing_both_agreed(pair uuid, wanted text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT count(*) = 2 FROM tracing_traceside side
        WHERE side.pair_id = pair AND (
            SELECT c.decision = 'yes' AND c.withdrawn_at IS NULL FROM cases_consent c
            WHERE c.member_id = side.member_id AND c.purpose = wanted ORDER BY c.at DESC, c.id DESC LIMIT 1
        )
    $$
    """,
    "DROP FUNCTION tracing_both_agreed(uuid, text)",
)

OWN_SIDE = f"(open OR (SELECT sojourn_viewer()) = 'machine:tracing') AND ({scope_rule()})"
SIDES = migrations.RunSQL(
    [
        "ALTER TABLE tracing_traceside ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY own_side ON tracing_traceside FOR ALL USING ({OWN_SIDE}) WITH CHECK ({OWN_SIDE})",
    ],
    ["DROP POLICY own_side ON tracing_traceside"],
)

SEEN = """
EXISTS (SELECT 1 FROM tracing_traceside side WHERE side.pair_id = tracing_tracepair.id)
AND ((SELECT sojourn_viewer()) = 'machine:tracing' OR tracing_both_agreed(tracing_tracepair.id, 'tracing'))
"""
PAIRS = migrations.RunSQL(
    [
        "ALTER TABLE tracing_tracepair ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY with_side ON tracing_tracepair FOR ALL USING ({SEEN}) WITH CHECK ({SEEN})",
    ],
    ["DROP POLICY with_side ON tracing_tracepair"],
)


class Migration(migrations.Migration):
    dependencies = [
        ("tracing", "0001_initial"), ("protection", "0001_settings"), ("cases", "0001_initial"),
    ]  # fmt: skip

    operations = [
        row_security("tracing_tracerequest"),
        AGREED,
        SIDES,
        PAIRS,
        row_security_through("tracing_traceproof", "tracing_tracepair", "pair_id"),
        row_security_through("tracing_tracestep", "tracing_tracepair", "pair_id"),
        append_only("tracing_tracestep"),
    ]
