"""A backup's file is whole or it is refused; a sealed one says nothing without its passphrase."""

import stat

import pytest

from sojourn.jobs.backup import archive
from sojourn.jobs.backup.faults import BackupFault

PASSPHRASE = "quite a long example phrase"


def make(tmp_path, passphrase="", size=3_000_000):
    source = tmp_path / "source.bin"
    source.write_bytes((bytes(range(251)) * (size // 251 + 1))[:size])
    target = tmp_path / "example.backup"
    with archive.writing(target, passphrase) as out:
        out.add("database.dump", source)
        out.add("attachments/ab/cd", source)
        out.finish({"rows": {"a": 1}})
    return source, target


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_what_goes_in_comes_out(tmp_path, passphrase):
    source, target = make(tmp_path, passphrase)
    folder = tmp_path / "out"
    folder.mkdir()

    manifest = archive.unpack(target, folder, passphrase)

    assert manifest["rows"] == {"a": 1}
    assert (folder / "attachments/ab/cd").read_bytes() == source.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_sealed_backup_shows_nothing_of_its_content(tmp_path):
    _, target = make(tmp_path, PASSPHRASE)
    assert b"database.dump" not in target.read_bytes()


@pytest.mark.parametrize("passphrase", ["", "another example phrase"])
def test_without_the_passphrase_it_stays_shut(tmp_path, passphrase):
    _, target = make(tmp_path, PASSPHRASE)
    with pytest.raises(BackupFault, match="passphrase"):
        archive.unpack(target, tmp_path, passphrase)


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
@pytest.mark.parametrize("kept", [0, 10, 600, 1_048_700, 2_000_000, -1])
def test_a_cut_off_backup_is_refused(tmp_path, passphrase, kept):
    _, target = make(tmp_path, passphrase)
    target.write_bytes(target.read_bytes()[: kept if kept >= 0 else -12_000])
    folder = tmp_path / "out"
    folder.mkdir()

    with pytest.raises(BackupFault):
        archive.unpack(target, folder, passphrase)


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
@pytest.mark.parametrize("place", [700, 1_500_000, 3_500_000])
def test_one_flipped_bit_is_noticed(tmp_path, passphrase, place):
    _, target = make(tmp_path, passphrase)
    content = bytearray(target.read_bytes())
    content[place] ^= 1
    target.write_bytes(content)
    folder = tmp_path / "out"
    folder.mkdir()

    with pytest.raises(BackupFault):
        archive.unpack(target, folder, passphrase)


def test_a_failed_backup_leaves_no_file_behind(tmp_path):
    target = tmp_path / "example.backup"
    with pytest.raises(BackupFault), archive.writing(target, ""):
        raise BackupFault("the database went away")
    assert list(tmp_path.iterdir()) == []


def test_a_member_that_climbs_out_of_the_folder_is_refused(tmp_path):
    source = tmp_path / "x"
    source.write_bytes(b"x")
    target = tmp_path / "example.backup"
    with archive.writing(target, "") as out:
        out.add("../escaped", source)
        out.finish({})
    folder = tmp_path / "out"
    folder.mkdir()

    with pytest.raises(BackupFault, match="no file of ours"):
        archive.unpack(target, folder, "")
    assert not (tmp_path / "escaped").exists()
