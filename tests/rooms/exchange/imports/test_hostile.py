"""F7 at the command: whatever file it is given, it says a sentence, ends with 1 and has written nothing."""

from __future__ import annotations

import io
import os
import zipfile

import openpyxl
import pytest
from click.testing import CliRunner
from tests.rooms.exchange.imports.conftest import PACK
from tests.rooms.exchange.imports.test_import import CLOSED, HEADER, LIVE, TWO

from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.cases.models import Case
from sojourn.config.command.import_ import command
from sojourn.exchange.models import ImportRun
from sojourn.grammar.packs import reset_catalogue
from sojourn.protection.scope import seen_by
from sojourn.subjects.models import NameClaim

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


@pytest.fixture
def shell(db, tmp_path, monkeypatch):
    """`shell(content, *words)` writes the file and runs the command over it; returns exit code and output."""
    monkeypatch.setenv("SOJOURN_PACKS", str(PACK.parent))
    monkeypatch.setattr("sojourn.config.migrating.see_that_it_is_ready", lambda: None)
    monkeypatch.setattr("sojourn.config.start.start_django", lambda: None)
    reset_catalogue()
    office = Office.objects.create(code="north", name="North", country="DEU", zone="Europe/Berlin")

    def run(content, *words, mapping=CLOSED, name="caseload.csv"):
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        (tmp_path / "m.yaml").write_bytes(mapping if isinstance(mapping, bytes) else mapping.encode())
        asked = [str(file), "--pack", "visits", "--mapping", str(tmp_path / "m.yaml"), *words]
        said = CliRunner().invoke(command, asked)
        assert said.exception is None or isinstance(said.exception, SystemExit), said.exception
        return said.exit_code, said.output

    # Without this, nothing would be seen, and so nothing be found to have been written.
    with seen_by(Viewer.machine("test", [office])):
        yield run
    reset_catalogue()


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(content, part, change):
    """The workbook with one part of its package changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()).encode() if name == part else text)
    return stream.getvalue()


NAMES = ["Name", "Sex", "Born", "Visit"]
BOOK = workbook(NAMES, ["Testperson Alder", "f", "1985-05-02", "2026-03-01"])
SHEET = "xl/worksheets/sheet1.xml"
FILES = {
    "nothing": (b"", "empty"),
    "header twice": ("Name,Sex,Sex,Born,Visit\n", "More than one column"),
    "windows-1256": ("Name,Sex,Born,Visit\nمحمد,f,,01/03/2026\n".encode("windows-1256"), "encoding"),
    "UTF-16 without its mark": ((HEADER + "a,f,,01/03/2026\n").encode("utf-16-le"), "NUL"),
    "half a UTF-16 character": (("\ufeff" + HEADER).encode("utf-16-le") + b"\x00\xd8a\x00\n\x00", "utf-16"),
    "encoded half characters": (HEADER.encode() + b"\xed\xa0\x80,f,,01/03/2026\n", "utf-8"),
    "NUL": (TWO.replace("Alder", "Al\0der"), "NUL"),
    "a quotation mark at the end": (TWO + '"Testperson Cedar,f,,01/03/2026\n', "quotation mark"),
    "a cell of 10 MB": (HEADER + "x" * (10 << 20) + ",f,,01/03/2026\n", "longer than"),
    "a line of 10 MB": (HEADER + "x,y," * (5 << 19), "longer than"),
    "100,000 columns": (",".join(f"c{n}" for n in range(100_000)) + "\n", "columns"),
    "a web page": ("<!doctype html><p>Not found", "web page"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "utf-8"),
    "a damaged workbook": (BOOK[:-200], "workbook"),
    "a workbook that laughs": (changed(BOOK, SHEET, lambda text: LAUGHS + text), "can't be"),
    "a book that laughs": (changed(BOOK, "xl/workbook.xml", lambda text: LAUGHS + text), "can't be"),
    "a sheet that is no XML": (changed(BOOK, SHEET, lambda text: text[:-40]), "can't be"),
    "a workbook of formulas": (workbook(["=A1", "Sex", "Born", "Visit"]), "column"),
}


@pytest.mark.parametrize("kind", FILES)
def test_files_that_cannot_be_taken_are_refused_with_a_sentence_and_nothing_is_written(shell, kind):
    content, sentence = FILES[kind]
    code, said = shell(content)

    assert code == 1
    assert sentence.casefold() in said.casefold()
    assert len(said) < 600
    assert not Case.objects.exists()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    "mapping",
    [
        b"\xff\xfe",
        "- a list",
        "mapping: [",
        CLOSED.replace("visits\nd", "elsewhere\nd"),
        CLOSED + "file: {encoding: base64}\n",
        CLOSED + "file: {encoding: utf-7}\n",
        CLOSED + "file: {encoding: 'a\\0b'}\n",
        CLOSED + "file: {delimiter: '::'}\n",
        CLOSED + "file: {header_line: '0'}\n",
        CLOSED + "file: {header_line: '²'}\n",
        LIVE + "stage: asking\n",
        CLOSED.replace("dates: dmy\n", ""),
        "&a [*a]",
    ],
)
def test_mappings_that_cannot_be_right_are_refused_before_anything_is_written(shell, mapping):
    code, said = shell(TWO, mapping=mapping)

    assert code == 1, said
    assert not ImportRun.objects.exists()


def test_what_is_no_file_is_refused_and_never_waited_for(shell, tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "one.csv").symlink_to(tmp_path / "two.csv")
    (tmp_path / "two.csv").symlink_to(tmp_path / "one.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    for name in ("pipe.csv", "one.csv", "zero.csv", "absent.csv", "x" * 300):
        code, said = shell(None, name=name)
        assert (code, "Error" in said) == (1, True), name


@pytest.mark.parametrize(
    "name", ["a\u202egp.exe", "\u2066hidden\u2069", "a\u0007b", "x" * 10_001, "=cmd|' /C calc'!A0", "\u200fأ"]
)
def test_names_that_deceive_are_refused_or_kept_as_text(shell, tmp_path, name):
    code, _ = shell(HEADER + f'"{name}",f,,01/03/2026\n', "--report", str(tmp_path / "r.csv"))

    kept = [claim.family for claim in NameClaim.objects.all()]
    assert (code, kept) in [(3, []), (0, [name])]
    report = (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    assert not any(cell.startswith(("=", "@")) for line in report.splitlines() for cell in line.split(","))


def test_formulas_of_a_workbook_are_refused_row_by_row(shell):
    book = workbook(NAMES, ["=1+1", "f", None, "2026-03-01"], ["Testperson Alder", "f", None, "2026-03-01"])
    code, said = shell(book, name="caseload.xlsx")

    assert code == 3
    assert "row 2, Name" in said
    assert Case.objects.count() == 1


def test_a_workbook_that_lies_about_its_size_is_read_whole(shell):
    rows = [[f"Testperson {n}", "f", None, "2026-03-01"] for n in range(20)]
    book = changed(workbook(NAMES, *rows), SHEET, lambda text: text.replace('ref="A1:D21"', 'ref="A1:B2"'))
    assert shell(book, name="caseload.xlsx")[0] == 0
    assert Case.objects.count() == 20


def test_a_workbook_with_a_row_at_the_end_of_the_world_ends(shell):
    far = changed(BOOK, SHEET, lambda text: text.replace('r="2"', 'r="99999999999"').replace('2"', '99999999999"'))
    code, _ = shell(far, name="caseload.xlsx")
    assert code in (0, 1)


def test_macros_and_links_of_a_workbook_are_passed_over(shell):
    stream = io.BytesIO(BOOK)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")
        package.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert shell(stream.getvalue(), name="caseload.xlsm")[0] == 0
    assert Case.objects.count() == 1


def test_the_file_to_import_is_not_overwritten_by_its_report(shell, tmp_path):
    assert shell(TWO, "--report", str(tmp_path / "caseload.csv"))[0] == 1
    assert (tmp_path / "caseload.csv").read_text() == TWO
    assert shell(TWO, "--refused", str(tmp_path / "absent" / "r.csv"))[0] == 1
    assert not ImportRun.objects.exists()


def test_exit_codes_and_figures(shell, tmp_path):
    assert shell(TWO, "--dry-run")[0] == 0
    assert not ImportRun.objects.exists()
    code, said = shell(TWO + ",f,,\n", "--json")
    assert code == 3
    assert '"rows": 3' in said
    code, said = shell(TWO + ",f,,\n")
    assert "taken in before" in said
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("mark", "told"), [(";", 'file: {delimiter: ";", header_line: "3"}\n'), ("\t", "")], ids=["told", "found"]
)
def test_refused_rows_go_in_by_the_same_mapping_once_they_are_corrected(shell, tmp_path, mark, told):
    text = ("a title\n\n" if told else "") + (TWO + ",f,,01/03/2026\n").replace(",", mark)
    left = tmp_path / "left.csv"
    assert shell(text, "--refused", str(left), mapping=CLOSED + told)[0] == 3
    corrected = left.read_text(encoding="utf-8-sig").replace(f"{mark}f{mark}{mark}", f"Cedar{mark}f{mark}{mark}")

    assert shell("\ufeff" + corrected, mapping=CLOSED + told)[0] == 0
    assert sorted(claim.family for claim in NameClaim.objects.all())[0] == "Cedar"


def test_a_draft_is_written_once_and_leaves_doubts_to_a_person(shell, tmp_path):
    target = tmp_path / "draft.yaml"
    text = "Family Name,Sexe,Born,Visited on,Remarks\nTestperson Alder,Female,13/05/1985,01/03/2026,x\n"
    code, _ = shell(text, "--draft-mapping", str(target))

    assert code == 0
    draft = target.read_text(encoding="utf-8")
    assert '"Family Name": person.family_name      # called the same' in draft
    assert '"Female": "F"' in draft
    assert "dates: dmy" in draft
    assert '# "Remarks": …' in draft
    assert shell(text, "--draft-mapping", str(target))[0] == 1
    refused, said = shell(text, mapping=draft)
    assert refused == 1, "a column that nobody decided on is in the way"
    assert "Remarks" in said
    assert shell(text, mapping=draft.replace("ignore: []", "ignore: [Remarks]"))[0] == 0
    assert NameClaim.objects.get().family == "Testperson Alder"


def test_an_import_without_an_office_or_in_a_wrong_one_says_which_there_are(shell):
    code, said = shell(TWO, "--office", "south")
    assert code == 1
    assert "north" in said
