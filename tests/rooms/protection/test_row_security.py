"""The rule of offices and compartments, in the database itself: what the app role sees and may write."""

from __future__ import annotations

from contextlib import suppress

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from tests.rooms.protection.conftest import add_case, ids, viewer

from sojourn.accounts.viewer import Post, Viewer
from sojourn.kernel.ids import new_id
from sojourn.protection.rls import row_security
from sojourn.protection.scope import seen_by

TABLES = ("probe_case", "probe_entry", "probe_fact")


def test_with_nobody_looking_nothing_is_seen(probes, offices) -> None:
    add_case(probes, offices[0])

    assert [ids(table, "1") for table in TABLES] == [set(), set(), set()]


def test_an_office_sees_its_cases_and_those_it_receives(probes, offices) -> None:
    berlin, tbilisi = offices
    own = add_case(probes, berlin)
    shared = add_case(probes, berlin, receiving=tbilisi)

    with seen_by(viewer(berlin)):
        assert ids("probe_case") == {own, shared}
        assert ids("probe_entry", "case_id") == {own, shared}
    with seen_by(viewer(tbilisi)):
        assert ids("probe_case") == ids("probe_entry", "case_id") == ids("probe_fact", "case_id") == {shared}


def test_a_sealed_case_is_there_only_for_its_compartment_held_in_that_office(probes, offices) -> None:
    berlin, tbilisi = offices
    sealed = add_case(probes, berlin, compartment="thb")

    with seen_by(viewer(berlin)):
        assert not ids("probe_case") | ids("probe_entry")
    with seen_by(viewer(berlin, "counsellor", "other")):
        assert not ids("probe_case")
    with seen_by(viewer(berlin, "counsellor", "thb")):
        assert ids("probe_case") == {sealed}
    posts = (Post(berlin.id, "ber", "counsellor"), Post(tbilisi.id, "tbs", "counsellor", frozenset({"thb"})))
    with seen_by(Viewer(new_id(), "Testperson Alder", "en", posts)):
        assert not ids("probe_case"), "the compartment is held in the other office"


@pytest.mark.parametrize("role", ["administrator", "data_protection_officer", "me_officer", "hub_analyst"])
def test_roles_without_cases_see_none(probes, offices, role) -> None:
    add_case(probes, offices[0])

    with seen_by(viewer(offices[0], role)):
        assert not ids("probe_case") | ids("probe_entry")


def test_figures_reach_as_far_as_the_role(probes, offices) -> None:
    berlin, tbilisi = offices
    here, there = add_case(probes, berlin), add_case(probes, tbilisi)
    sealed = add_case(probes, tbilisi, compartment="thb")
    region = frozenset({berlin.id, tbilisi.id})

    with seen_by(viewer(berlin, "me_officer", region=region)):
        assert ids("probe_fact", "case_id") == {here}
    with seen_by(viewer(berlin, "hub_analyst", region=region)):
        assert ids("probe_fact", "case_id") == {here, there}
    with seen_by(viewer(berlin, "hub_analyst", "thb", region=region)):
        assert ids("probe_fact", "case_id") == {here, there, sealed}
        assert not ids("probe_case")
    with seen_by(viewer(berlin, "administrator", "thb", region=region)):
        assert not ids("probe_fact", "case_id")


def test_counting_is_no_right_to_write(probes, offices) -> None:
    case = add_case(probes, offices[0])

    with seen_by(viewer(offices[0], "hub_analyst")), connection.cursor() as cursor:
        cursor.execute("UPDATE probe_fact SET compartment = 'x' WHERE case_id = %s", [case])
        assert cursor.rowcount == 0


def test_nobody_writes_into_another_office_or_a_seal_they_do_not_hold(probes, offices) -> None:
    berlin, tbilisi = offices
    foreign = add_case(probes, tbilisi)

    with seen_by(viewer(berlin)), connection.cursor() as cursor:
        for office, compartment in ((tbilisi, ""), (berlin, "thb")):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                cursor.execute(
                    "INSERT INTO probe_case VALUES (%s, %s, NULL, %s, 1)", [new_id(), office.id, compartment]
                )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute("INSERT INTO probe_entry VALUES (%s, %s)", [new_id(), foreign])
        cursor.execute("UPDATE probe_case SET n = 2 WHERE id = %s", [foreign])
        assert cursor.rowcount == 0


def test_history_can_be_added_to_but_not_changed(probes, offices) -> None:
    case = add_case(probes, offices[0])

    with seen_by(viewer(offices[0])), connection.cursor() as cursor:
        cursor.execute("INSERT INTO probe_entry VALUES (%s, %s)", [new_id(), case])
        for statement in ("UPDATE probe_entry SET id = id", "DELETE FROM probe_entry", "TRUNCATE probe_entry"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)


def test_rights_are_put_back_after_a_block_inside_a_block(probes, offices) -> None:
    berlin, tbilisi = offices
    here, there = add_case(probes, berlin), add_case(probes, tbilisi)

    with seen_by(viewer(berlin)):
        with seen_by(viewer(tbilisi)):
            assert ids("probe_case") == {there}
        assert ids("probe_case") == {here}
    assert not ids("probe_case")


def test_an_error_leaves_nobody_looking(probes, offices) -> None:
    add_case(probes, offices[0])

    with pytest.raises(ZeroDivisionError), seen_by(viewer(offices[0])):
        1 / 0  # noqa: B018
    assert not ids("probe_case")

    with suppress(DatabaseError), seen_by(viewer(offices[0])), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT broken")
    assert not ids("probe_case")


def test_an_error_inside_a_transaction_that_goes_on_restores_what_was(probes, offices) -> None:
    berlin, tbilisi = offices
    here = add_case(probes, berlin)
    add_case(probes, tbilisi)

    with seen_by(viewer(berlin)), transaction.atomic():
        with suppress(DatabaseError), transaction.atomic(), seen_by(viewer(tbilisi)), connection.cursor() as cursor:
            cursor.execute("SELECT broken")
        assert ids("probe_case") == {here}


def test_a_broken_block_that_swallows_its_error_cannot_go_on_as_somebody_else(probes, offices) -> None:
    berlin, tbilisi = offices
    add_case(probes, tbilisi)

    with seen_by(viewer(berlin)), pytest.raises(DatabaseError), transaction.atomic():  # noqa: PT012
        with suppress(DatabaseError), seen_by(viewer(tbilisi)), connection.cursor() as cursor:
            cursor.execute("SELECT broken")
        ids("probe_case")
    assert not ids("probe_case")


def test_a_connection_that_broke_is_not_reused_with_old_rights(probes, offices) -> None:
    add_case(probes, offices[0])

    with seen_by(viewer(offices[0])):
        (backend,) = connection.cursor().execute("SELECT pg_backend_pid()").fetchone()
        probes.execute("SELECT pg_terminate_backend(%s)", [backend])
        with suppress(DatabaseError):
            ids("probe_case")
    assert not ids("probe_case")


def test_the_next_request_on_the_same_connection_sees_nothing_of_the_last(probes, offices) -> None:
    add_case(probes, offices[0])
    with seen_by(viewer(offices[0])):
        assert ids("probe_case")
        (before,) = connection.cursor().execute("SELECT pg_backend_pid()").fetchone()

    (after,) = connection.cursor().execute("SELECT pg_backend_pid()").fetchone()

    assert before == after
    assert not ids("probe_case")


def test_a_setting_that_makes_no_sense_lets_nobody_in(probes, offices) -> None:
    add_case(probes, offices[0])

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sojourn.offices', 'all of them', true)")
        with pytest.raises(DatabaseError, match="malformed array"), transaction.atomic():
            cursor.execute("SELECT id FROM probe_case")


def test_a_case_of_another_office_cannot_be_found_out_by_its_key(probes, offices) -> None:
    foreign = add_case(probes, offices[1])

    with seen_by(viewer(offices[0])), connection.cursor() as cursor:
        with pytest.raises((ProgrammingError, IntegrityError)) as taken, transaction.atomic():
            cursor.execute("INSERT INTO probe_entry VALUES (%s, %s)", [new_id(), foreign])
        with pytest.raises((ProgrammingError, IntegrityError)) as absent, transaction.atomic():
            cursor.execute("INSERT INTO probe_entry VALUES (%s, %s)", [new_id(), new_id()])
    assert type(taken.value) is type(absent.value), "an absent case and a hidden one are refused alike"


@pytest.mark.parametrize("name", ["drop table x; --", "Case", "a b", ""])
def test_names_in_policies_are_plain(name) -> None:
    with pytest.raises(ValueError, match="no plain name"):
        row_security(name)


def test_lists_of_an_office_use_its_index(probes, offices) -> None:
    """The settings are read once per statement, and the planner may still walk the office's index."""
    probes.execute(
        "INSERT INTO probe_case SELECT gen_random_uuid(), md5((i % 200)::text)::uuid, md5((i % 211)::text)::uuid, '', i"
        " FROM generate_series(1, 20000) i"
    )
    probes.execute("ANALYZE probe_case")

    with seen_by(viewer(offices[0])), connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT * FROM probe_case")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "InitPlan" in plan
    assert "Bitmap Index Scan on probe_of_office" in plan
    assert "Bitmap Index Scan on probe_received" in plan
    assert "Seq Scan on probe_case" not in plan


def test_the_owner_is_not_bound(probes: psycopg.Connection, offices) -> None:
    case = add_case(probes, offices[0], compartment="thb")

    assert probes.execute("SELECT id FROM probe_case").fetchall() == [(case,)]
