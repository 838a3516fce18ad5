"""The office and compartment rule below the application; entries and the way of a case are append-only."""

from django.db import migrations

from sojourn.protection.rls import (
    append_only,
    row_security,
    row_security_of_facts,
    row_security_own,
    row_security_through,
    seen_through,
)

OF_CASE = (
    "member", "stageentry", "handover", "entry", "draft", "attachment", "clockrun", "pause", "task", "alert",
    "approval", "serviceline", "consent", "memberdecision",
)  # fmt: skip

# The office that receives a case keeps its people's claims up to date as well.
KEPT_BY_RECEIVER = migrations.RunSQL(
    "CREATE POLICY kept_by_receiver ON subjects_subject FOR UPDATE"
    " USING (EXISTS (SELECT 1 FROM cases_member m WHERE m.subject_id = subjects_subject.id))"
    " WITH CHECK (EXISTS (SELECT 1 FROM cases_member m WHERE m.subject_id = subjects_subject.id))",
    "DROP POLICY kept_by_receiver ON subjects_subject",
)

# One sequence per prefix and year, made when its first number is asked for. The app role may not make sequences.
NUMBERS = migrations.RunSQL(
    """
    CREATE FUNCTION cases_next_numbers(prefix text, year int, wanted int) RETURNS SETOF bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
        series text;
    BEGIN
        IF prefix !~ '^[A-Z][A-Z0-9]{0,11}$' OR year NOT BETWEEN 2000 AND 2999 OR wanted NOT BETWEEN 1 AND 1000000 THEN
            RAISE EXCEPTION 'no case numbers for % %', prefix, year;
        END IF;
        series := format('public.cases_number_%s_%s', lower(prefix), year);
        IF to_regclass(series) IS NULL THEN
            PERFORM pg_advisory_xact_lock(hashtext(series));
            EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %s', series);
        END IF;
        RETURN QUERY SELECT nextval(series::regclass) FROM generate_series(1, wanted);
    END
    $$
    """,
    "DROP FUNCTION cases_next_numbers(text, int, int)",
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("subjects", "0002_row_security")]

    operations = [
        row_security("cases_case", co_office="receiving_office_id"),
        *(row_security_through(f"cases_{name}", "cases_case", "case_id") for name in OF_CASE),
        row_security_own("cases_draft", user="author"),
        row_security("cases_referral", co_office="to_office_id"),
        row_security_of_facts("cases_fact", co_office="receiving_office_id"),
        append_only("cases_entry"),
        append_only("cases_stageentry"),
        seen_through("subjects_subject", "cases_member", "subject_id"),
        seen_through("subjects_subject", "cases_case", "subject_id"),
        KEPT_BY_RECEIVER,
        NUMBERS,
    ]
