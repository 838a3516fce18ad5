"""Fault F7 for workbooks: bombs, lies and rubbish are refused with a reason, quickly and in little memory."""

import io
import random
import struct
import time
import tracemalloc
import zipfile

import pytest
from tests.rooms.grammar.xlsform.sheets import as_workbook

from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.xlsform import read_xlsform

GOOD = as_workbook({"survey": [["type", "name", "label"], ["text", "a", "A"]], "settings": [["form_id"], ["f"]]})
SHEET = "xl/worksheets/sheet1.xml"


def with_part(name: str, content: bytes) -> bytes:
    """The good workbook with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    return out.getvalue()


def refusal(workbook: bytes) -> str:
    with pytest.raises(GrammarErrors) as refused:
        read_xlsform(workbook)
    return refused.value.faults[0].code


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source:
        return source.read(name)


def test_a_zip_bomb_is_weighed_and_not_unpacked():
    bomb = with_part("xl/media/big.bin", b"\0" * (30 << 20))
    tracemalloc.start()
    began = time.process_time()

    code = refusal(bomb)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code == "zip_bomb"
    assert peak < 20 << 20
    assert time.process_time() - began < 5


def test_too_many_parts_and_too_large_files_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for number in range(600):
            target.writestr(f"part{number}.xml", b"<a/>")

    assert refusal(out.getvalue()) == "too_large"
    assert refusal(b"PK\x03\x04" + b"\0" * (11 << 20)) == "too_large"


@pytest.mark.parametrize(
    "declaration", [b'<!DOCTYPE a [<!ENTITY b "c">]>', b'<!DOCTYPE a SYSTEM "file:///etc/passwd">']
)
def test_entities_are_never_expanded(declaration):
    sheet = part(SHEET)
    start = sheet.index(b"<worksheet")

    assert refusal(with_part(SHEET, sheet[:start] + declaration + sheet[start:])) == "entities"
    hidden = (sheet[:start] + declaration + sheet[start:]).decode().replace("UTF-8", "UTF-16")
    assert refusal(with_part(SHEET, hidden.encode("utf-16"))) == "entities"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_xlsx"),
        (b"type,name\ntext,a\n", "not_xlsx"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old_excel"),
        (GOOD[:500], "not_xlsx"),
        (with_part("xl/_rels/workbook.xml.rels", b"<broken"), "damaged"),
        (with_part("xl/workbook.xml", b"<workbook/>"), "no_survey"),
        (with_part(SHEET, b"not xml at all"), "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(content, code):
    assert refusal(content) == code


def test_cells_without_end_are_counted_before_they_are_read():
    cells = b'<c r="A1"/>' * 300_001
    sheet = part(SHEET)
    began = time.process_time()

    assert (
        refusal(with_part(SHEET, sheet.replace(b"<sheetData>", b"<sheetData><row>" + cells + b"</row>"))) == "too_large"
    )
    assert time.process_time() - began < 5


def test_groups_without_end_are_refused():
    survey = [["type", "name", "label"], *(["begin_group", f"g{number}", "G"] for number in range(5_000))]

    assert refusal(as_workbook({"survey": survey})) == "too_deep"


def test_a_sheet_that_lies_about_its_size_costs_nothing():
    sheet = part(SHEET).replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"')
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>text</t></is></c></row></sheetData>'
    began = time.process_time()

    assert read_xlsform(with_part(SHEET, sheet)).questions[0].name == "a"
    assert refusal(with_part(SHEET, sheet.replace(b"</sheetData>", far))) == "no_name"
    assert time.process_time() - began < 5


def damaged(luck: random.Random) -> bytes:
    """The good workbook with bytes changed, inside a part or in the package."""
    if luck.random() < 0.5:
        content = bytearray(part(SHEET))
        for _change in range(luck.randint(1, 8)):
            content[luck.randrange(len(content))] = luck.choice(b"<>&\"'\0 \xff1AZ")
        return with_part(SHEET, bytes(content))
    package = bytearray(GOOD)
    for _change in range(luck.randint(1, 12)):
        package[luck.randrange(len(package))] = luck.randrange(256)
    if luck.random() < 0.2:
        package[-22:] = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 9, 9, luck.randrange(1 << 20), 0, 0)
    return bytes(package)


def faults_in(workbook: bytes) -> tuple[Fault, ...]:
    try:
        read_xlsform(workbook)
    except GrammarErrors as refused:
        return refused.faults
    return ()


def storm(seed: int, count: int) -> None:
    luck = random.Random(seed)
    for _workbook in range(count):
        assert all(fault.message and fault.code for fault in faults_in(damaged(luck)))


def test_a_small_storm_of_damaged_workbooks():
    storm(seed=1, count=60)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10))
def test_a_great_storm_of_damaged_workbooks(seed):
    storm(seed=1000 + seed, count=2_000)
