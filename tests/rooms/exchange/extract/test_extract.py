"""Cases become facts without names or ids, for those who may, with a row in the audit trail."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from tests.rooms.exchange.imports.test_import import CLOSED, TWO

from sojourn.accounts.actions import add_user, post_user
from sojourn.accounts.models import Office
from sojourn.accounts.viewer import NOBODY, Post, Viewer
from sojourn.audit.models import Event
from sojourn.cases.models import Case, Fact, Member
from sojourn.config import migrating
from sojourn.config.command.extract import command
from sojourn.evidence.extracts.columns import schema_of
from sojourn.evidence.extracts.measuring import measured, open_extract
from sojourn.exchange.extract.rows import pseudonym, table_of
from sojourn.exchange.extract.run import write_extract
from sojourn.kernel.refused import Refused
from sojourn.protection.scope import seen_by

OPERATOR = Viewer.machine("test", [])


@pytest.fixture
def taken(desk):
    desk.take(desk.plan(TWO, CLOSED))
    return desk


def test_facts_are_written_and_both_ends_agree(taken, visits, tmp_path):
    written = write_extract(pack=visits, folder=tmp_path, by=taken.by)

    assert written.rows == {"case": 2, "member": 2}
    extract = open_extract(tmp_path, visits, "2026-01")
    (row,) = measured(extract, "visits")
    assert row["n"] == 2
    assert [(one["person.sex"], one["n"]) for one in measured(extract, "visits", ["person.sex"])] == [
        ("F", 1),
        ("M", 1),
    ]


def test_no_name_and_no_id_is_in_the_files(taken, visits, tmp_path):
    write_extract(pack=visits, folder=tmp_path, by=taken.by)

    held = json.dumps(
        [pq.read_table(tmp_path / f"{unit}.parquet").to_pylist() for unit in ("case", "member")], default=str
    )
    assert "Testperson" not in held
    assert "1985" not in held
    for row in [*Case.objects.all(), *Member.objects.all()]:
        assert str(row.pk) not in held
        assert row.pk.hex not in held
    assert not any(case.number in held for case in Case.objects.all())


def test_two_extracts_cannot_be_joined(taken, visits, tmp_path):
    keys = []
    for name in ("a", "b"):
        write_extract(pack=visits, folder=tmp_path / name, by=taken.by)
        keys.append(set(pq.read_table(tmp_path / name / "member.parquet").column("key").to_pylist()))
    assert not keys[0] & keys[1]
    assert pseudonym(b"s", "1") == pseudonym(b"s", "1") != pseudonym(b"t", "1")


def test_the_trail_says_who_took_what(taken, visits, tmp_path):
    write_extract(pack=visits, folder=tmp_path, by=taken.by)

    event = Event.objects.get(action="facts.extracted")
    assert event.actor == "machine:import"
    assert json.loads(event.detail) == {"pack": "visits", "pack_version": "1.0.0", "case_rows": 2, "member_rows": 2}


@pytest.mark.parametrize("role", ["caseworker", "counsellor", "me_officer", ""])
def test_without_the_rights_nothing_is_written(taken, visits, tmp_path, role):
    posts = (Post(taken.office.id, taken.office.code, role),) if role else ()
    by = Viewer(None, "somebody", "en", posts) if role else NOBODY
    with seen_by(by), pytest.raises(Refused) as refused:
        write_extract(pack=visits, folder=tmp_path / "out", by=by)
    assert refused.value.codes == ("role",)
    assert list((tmp_path / "out").iterdir()) == []


def test_other_offices_and_sealed_cases_stay_out(taken, visits, tmp_path):
    keeper = Viewer.machine("import", [taken.office], ["sealed"])
    with seen_by(keeper):
        Fact.objects.filter(member__isnull=True).update(compartment="sealed")
        assert write_extract(pack=visits, folder=tmp_path, by=keeper).rows == {"case": 0, "member": 2}
    other = Office.objects.create(code="south", name="South", country="DEU", zone="Europe/Berlin")
    elsewhere = Viewer.machine("extract", [other])
    with seen_by(elsewhere):
        assert write_extract(pack=visits, folder=tmp_path, by=elsewhere).rows == {"case": 0, "member": 0}


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"person.family_name": "Testperson Alder"}, "unknown_column"), ({"case.members": "many"}, "wrong_type"),
     ({"case.members": 1.5}, "wrong_type"), ({"stage.closed.entered": "soon"}, "wrong_type"),
     ({"person.sex": 1}, "wrong_type")],
)  # fmt: skip
def test_facts_that_are_not_as_declared_stop_the_writing(visits, facts, code):
    with pytest.raises(Refused) as refused:
        table_of(schema_of(visits), [("a" * 40, facts)])
    assert refused.value.codes == (code,)
    assert "Alder" not in str(refused.value)


def test_a_named_user_extracts_by_the_command(taken, visits, tmp_path, monkeypatch):
    user = add_user(email="officer@sojourn.example", name="Testperson Officer", by=OPERATOR)
    post_user(user=user, office=taken.office, role="office_manager", by=OPERATOR)
    monkeypatch.setattr(migrating, "see_that_it_is_ready", lambda: None)

    asked = ["visits", "--to", str(tmp_path / "out"), "--json", "--as"]
    good = CliRunner().invoke(command, [*asked, "officer@sojourn.example"])
    assert good.exit_code == 0, good.output
    assert json.loads(good.output)["rows"] == {"case": 2, "member": 2}
    assert Event.objects.get(action="facts.extracted").actor == str(user.pk)

    strange = CliRunner().invoke(command, [*asked, "nobody@sojourn.example"])
    assert strange.exit_code == 1
    assert "There is no user nobody@sojourn.example" in strange.output
