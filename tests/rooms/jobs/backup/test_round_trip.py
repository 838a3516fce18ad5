"""A backup put back elsewhere is the same: every row, every attachment, a trail that holds; damage is refused."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from PIL import Image
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Post, Viewer
from sojourn.audit.chain import verify
from sojourn.cases.actions import Joining, attach_file, open_case
from sojourn.config.postgres.binaries import packaged
from sojourn.jobs.backup.database import Programs, counts
from sojourn.jobs.backup.faults import BackupFault
from sojourn.jobs.backup.make import make_backup
from sojourn.jobs.backup.restore import restore_backup
from sojourn.kernel import ids
from sojourn.protection.scope import seen_by, whole_chain
from sojourn.subjects.particulars import Particulars

PASSPHRASE = "quite a long example phrase"
PROGRAMS = Programs(packaged())
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def working(transactional_db, owner_dsn: str) -> str:
    """A database with a case and a photograph in it; the owner's way into it."""
    office = Office.objects.create(code="north", name="North", country="DEU", zone="Europe/Berlin")
    viewer = Viewer(ids.new_id(), "Testperson caseworker", "en", (Post(office.pk, office.code, "caseworker"),))
    picture = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(picture, "PNG")
    picture.seek(0)
    with seen_by(viewer):
        person = Joining("principal", None, Particulars(family_name="Alder"))
        case = open_case(pack="avrr", office=office, members=[person], by=viewer)
        attach_file(case=case, upload=picture, filename="scan.png", by=viewer)
    return owner_dsn


@pytest.fixture
def elsewhere(working: str) -> Iterator[str]:
    """The name of a database to restore into, gone afterwards with all that restoring kept beside it."""
    name = f"{conninfo_to_dict(working)['dbname']}_elsewhere"
    yield name
    connections.close_all()
    with psycopg.connect(working, dbname="postgres", autocommit=True) as server:
        for (found,) in server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"]):
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(found)))


def backed_up(working: str, target: Path, **more) -> dict:
    return make_backup(
        dsn=working, attachments=settings.ATTACHMENTS, target=target, programs=PROGRAMS, passphrase=PASSPHRASE, **more
    )


def put_back(working: str, name: str, source: Path, attachments: Path, **more) -> dict:
    return restore_backup(
        source=source, dsn=working, name=name, attachments=attachments, programs=PROGRAMS, passphrase=PASSPHRASE, **more
    )


def content(dsn: str) -> dict[str, str]:
    """Every table with a digest of its rows."""
    with psycopg.connect(dsn) as connection:
        digests = {}
        for table in counts(connection):
            statement = sql.SQL("SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t")
            row = connection.execute(statement.format(sql.Identifier(table))).fetchone()
            digests[table] = row[0] if row else ""
    return digests


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def verdict_in(name: str):
    """What `sojourn audit verify` says of the database `name`."""
    before = connections["default"].settings_dict["NAME"]
    try:
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = name
        with whole_chain():
            return verify()
    finally:
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = before


def test_every_row_every_file_and_the_trail_come_back(working, elsewhere, tmp_path):
    target, kept, secrets = tmp_path / "monday.backup", tmp_path / "restored", []
    about = backed_up(working, target, secrets=["one-key", "another"])
    put_back(working, elsewhere, target, kept, remember=secrets.extend)

    assert about["attachments"] == 1
    assert about["rows"]["cases_case"] == 1
    assert content(make_conninfo(working, dbname=elsewhere)) == content(working)
    stored = {path: data for path, data in files_in(settings.ATTACHMENTS).items() if path in files_in(kept)}
    assert files_in(kept) == stored
    assert len(stored) == 1
    verdict = verdict_in(elsewhere)
    assert verdict.ok
    assert verdict.checked > 0
    assert secrets == ["one-key", "another"]


def test_what_is_there_is_replaced_only_when_asked_and_then_kept(working, elsewhere, tmp_path):
    target, kept = tmp_path / "monday.backup", tmp_path / "restored"
    backed_up(working, target)
    put_back(working, elsewhere, target, kept)
    with pytest.raises(BackupFault, match="is in use"):
        put_back(working, elsewhere, target, kept)
    put_back(working, elsewhere, target, kept, replace=True)
    with psycopg.connect(working) as server:
        found = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{elsewhere}_before_%"])
        assert len(found.fetchall()) == 1
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("restored_before_")]


def test_a_damaged_backup_touches_nothing(working, elsewhere, tmp_path):
    target, kept = tmp_path / "monday.backup", tmp_path / "restored"
    backed_up(working, target)
    whole = bytearray(target.read_bytes())
    whole[len(whole) // 2] ^= 1
    target.write_bytes(whole)
    with pytest.raises(BackupFault):
        put_back(working, elsewhere, target, kept)
    with psycopg.connect(working) as server:
        assert server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [elsewhere]).fetchone() is None
    assert not kept.exists()


def test_a_missing_attachment_is_told_and_no_backup_is_made(working, tmp_path):
    for path in settings.ATTACHMENTS.rglob("*"):
        if path.is_file():
            path.unlink()
    with pytest.raises(BackupFault, match="missing"):
        backed_up(working, tmp_path / "monday.backup")
    assert list(tmp_path.iterdir()) == []
