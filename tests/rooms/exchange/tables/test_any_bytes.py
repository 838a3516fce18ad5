"""F7 at the file: whatever bytes a file holds, it is soon read as rows or refused by a FileFault."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sojourn.exchange.tables import FileFault, open_table

LONGEST = 5.0
MARKS = [b",", b";", b"\n", b"\r", b'"', b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", "٣".encode(), b"=", b"a", b"1"]
PARTS = ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
CODECS = ["", "utf-8", "utf-16", "utf-16-le", "windows-1256", "latin-1", "utf-7", "idna", "base64", "no such", "\0"]

bytes_of_tables = st.lists(st.sampled_from(MARKS) | st.binary(max_size=6), max_size=60).map(b"".join)
quick = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
long = settings(quick, max_examples=20_000)


def _book() -> bytes:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["name", "born"])
    book.active.append(["Testperson Alder", "1985-02-03"])
    book.save(stream)
    return stream.getvalue()


BOOK = _book()


def read(path: Path, content: bytes, **options: str) -> None:
    """Read the file to its end; any exception but a FileFault fails the test, and so does a long wait."""
    path.write_bytes(content)
    begun = time.process_time()
    with suppress(FileFault):
        table = open_table(path, **options)
        assert all(len(row.cells) == len(table.header) for row in table.rows)
    assert time.process_time() - begun < LONGEST


def spoiled(part: str, place: float, piece: bytes) -> bytes:
    """The workbook with a piece put into one part of its package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            cut = int(place * len(text))
            new.writestr(name, text[:cut] + piece + text[cut:] if name == part else text)
    return stream.getvalue()


def try_text(tmp_path, content, codec):
    read(tmp_path / "any.csv", content, encoding=codec)


def try_book(tmp_path, part, place, piece):
    read(tmp_path / "any.xlsx", spoiled(part, place, piece))


def try_package(tmp_path, place, piece):
    cut = int(place * len(BOOK))
    read(tmp_path / "any.xlsx", BOOK[:cut] + piece + BOOK[cut + len(piece) :])


pieces = st.sampled_from([b"<", b"</row>", b'r="A9999999"', b"<v>1e999</v>", b"&x;", b'"', b"-1", b"99999999999", b""])
texts = given(content=bytes_of_tables, codec=st.sampled_from(CODECS))
books = given(part=st.sampled_from(PARTS), place=st.floats(0, 1), piece=pieces | st.binary(max_size=8))
packages = given(place=st.floats(0, 1), piece=st.binary(max_size=8))

test_any_text = quick(texts(try_text))
test_any_part_of_a_workbook = quick(books(try_book))
test_any_package = quick(packages(try_package))
test_any_text_at_length = pytest.mark.nightly(long(texts(try_text)))
test_any_part_of_a_workbook_at_length = pytest.mark.nightly(long(books(try_book)))
test_any_package_at_length = pytest.mark.nightly(long(packages(try_package)))


def test_a_million_empty_rows_are_passed_over_in_bounded_time(tmp_path):
    sheet = b"".join(b'<row r="%d"/>' % n for n in range(3, 1_000_000, 9))
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(tmp_path / "any.xlsx", "w", 8) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(b"</sheetData>", sheet + b"</sheetData>"))
    begun = time.process_time()
    assert [row.number for row in open_table(tmp_path / "any.xlsx").rows] == [2]
    assert time.process_time() - begun < 4 * LONGEST
