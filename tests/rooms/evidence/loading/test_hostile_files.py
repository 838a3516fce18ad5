"""Whatever is handed over instead of a table: a clear refusal with file and line, and the store as it was."""

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pytest

from sojourn.evidence.loading import LoadRefused, load_file
from sojourn.evidence.loading.opening import open_file
from sojourn.evidence.store import Store

DECLARED = "title: T\nsource: t\nlicence: cc_by_4\nflow: TEST:DF\ndimensions: {geo: area}\n"
GOOD = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE\n" + "".join(
    f"dataflow,TEST:DF(1.0),I,DEU,{year},{year * 7}\n" for year in range(1000, 2000)
)
HEADER, ROW = GOOD.splitlines()[:2]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store in which nothing must ever appear."""
    folder = tmp_path_factory.mktemp("store")
    (folder / "declared").mkdir()
    (folder / "declared" / "test_df.yaml").write_text(DECLARED, encoding="utf-8")
    return Store(folder)


def zipped(*members: tuple[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return memory.getvalue()


def refused(store: Store, folder: Path, content: bytes, name: str = "file.csv") -> LoadRefused:
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(LoadRefused) as caught:
        load_file(store, path, by="test")
    assert name in str(caught.value)
    assert store.vintages("test_df") == ()
    assert list((store.folder / ".staging").iterdir()) == []
    return caught.value


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "empty_file", 0),
        (b" \n\n ", "empty_file", 0),
        (b"\xef\xbb\xbf", "empty_file", 0),
        (b"<!DOCTYPE html><html><head><title>404 Not\n Found</title>", "html", 1),
        (b"\n<html lang='en'>", "html", 1),
        (b"  9b2e1c3a-0f5d-4a6b-8c7d-1234567890ab\n", "answer_later", 1),
        (b'{"error": {"status": 413, "label": "EXTRACTION_TOO_BIG"}}', "error_answer", 1),
        (b'[{"message": [{"id": "120", "value": "Invalid value"}]}]', "error_answer", 1),
        (b'{"error": ', "broken_json", 1),
        (b"%PDF-1.7", "wrong_kind", 0),
        (b"\xd0\xcf\x11\xe0old", "wrong_kind", 0),
        (b"PAR1....", "wrong_kind", 0),
        (gzip.compress(GOOD.encode(), mtime=0)[:-100], "truncated", 0),
        (gzip.compress(GOOD.encode(), mtime=0)[:200], "truncated", 0),
        (gzip.compress(b"", mtime=0), "empty_file", 0),
        (bz2.compress(GOOD.encode())[:-10], "truncated", 0),
        (lzma.compress(GOOD.encode())[:-10], "truncated", 0),
        (zipped(("a.csv", GOOD.encode()))[:-30], "truncated", 0),
        (zipped(("a.csv", b"a"), ("b.csv", b"b")), "several_files", 0),
        (GOOD.encode()[:-25], "wrong_row", 1001),
        ((HEADER + "\n").encode(), "no_rows", 1),
        (GOOD.encode().replace(b"1500,", b"15\x0000,"), "nul_byte", 502),
        (GOOD.encode().replace(b"DEU,1500", b"D\xfcU,1500"), "encoding", 502),
        (f'{HEADER}\n{ROW}\ndataflow,TEST:DF(1.0),I,"DEU,1001,5\n'.encode(), "open_quote", 3),
        (f"{HEADER}\n{ROW}\ndataflow,TEST:DF(1.0),I,DEU,1001,5,6\n".encode(), "wrong_row", 3),
        (f"{HEADER}\n{ROW}\ndataflow,TEST:DF(1.0),I,{'x' * 2_000_000},1001,5\n".encode(), "line_too_long", 3),
        (b"x" * 2_000_000, "line_too_long", 1),
        (b"a;b;c\n1;2;3\n", "no_layout", 1),
        (b"<?xml version='1.0'?><Structure xmlns='x'/>", "no_layout", 1),
        (b"\x00\x01\x02\x03binary", "nul_byte", 1),
    ],
)
def test_it_is_refused_with_its_place(store: Store, tmp_path: Path, content: bytes, code: str, line: int) -> None:
    (problem,) = refused(store, tmp_path, content).problems
    assert (problem.code, problem.lines[:1]) == (code, (line,) if line else ())
    assert problem.why
    assert problem.fix


def test_a_file_that_is_not_there_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(LoadRefused, match="no such file"):
        load_file(store, tmp_path / "absent.csv", by="test")


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.encode("utf-16"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.rstrip("\n").encode(),
        gzip.compress(GOOD.encode(), mtime=0),
        bz2.compress(GOOD.encode()),
        lzma.compress(GOOD.encode()),
        zipped(("inner.csv", GOOD.encode())),
        gzip.compress(b"\xef\xbb\xbf" + GOOD.encode(), mtime=0),
    ],
)
def test_packing_marks_and_line_ends_change_nothing(store: Store, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "no_ending"
    path.write_bytes(content)
    report = load_file(store, path, by="test", dry=True)
    assert report.loaded[0].rows == 1000


def test_another_encoding_is_read_when_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cp.csv"
    path.write_bytes("Name,v\nCôte,1\n".encode("cp1252"))
    assert "Côte" in open_file(path, tmp_path, encoding="windows-1252").head


def test_the_line_of_a_bad_byte_is_told_across_pieces(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 600_000 + b"\xff,2\n")
    with pytest.raises(LoadRefused) as caught:
        open_file(path, tmp_path)
    assert caught.value.problems[0].lines == (600_002,)
