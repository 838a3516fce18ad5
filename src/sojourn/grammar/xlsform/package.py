"""The package of a workbook: weighed before anything in it is unpacked, its XML read without entities."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse
from xml.parsers import expat

from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.place import Place

LARGEST_FILE = 10 << 20
LARGEST_UNPACKED = 40 << 20
LARGEST_RATIO = 200
MOST_PARTS = 500

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_WORKBOOK = "xl/workbook.xml"


class Damaged(Exception):
    """A part of the workbook is not what it should be."""


class Package:
    """An .xlsx file; raises GrammarErrors when it is none, and when it would unpack to too much."""

    def __init__(self, content: bytes, file: str) -> None:
        if len(content) > LARGEST_FILE:
            raise refusal(file, "too_large", f"the file is larger than {LARGEST_FILE >> 20} MB")
        if content[:4] == _OLD_EXCEL:
            raise refusal(file, "old_excel", "this is an old or a protected Excel file: save it as .xlsx, no password")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise refusal(file, "not_xlsx", "this is not an .xlsx workbook") from error
        self.file = file
        self._weigh()

    def _weigh(self) -> None:
        parts = self._zip.infolist()
        unpacked = sum(part.file_size for part in parts)
        packed = sum(part.compress_size for part in parts) or 1
        if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
            message = f"the workbook would unpack to {unpacked >> 20} MB in {len(parts)} parts"
            raise refusal(self.file, "too_large", message)
        if unpacked > 5 << 20 and unpacked / packed > LARGEST_RATIO:
            message = f"the workbook would unpack to {unpacked // packed} times its size"
            raise refusal(self.file, "zip_bomb", message)

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self._zip.namelist()

    def elements(self, part: str) -> Iterator[tuple[str, str, Any]]:
        """Walk the XML of a part: ("start" or "end", name without its namespace, element).

        Raises Damaged when the part cannot be read, GrammarErrors when it declares entities.
        """
        try:
            content = self._zip.read(part)
            _refuse_entities(content, self.file)
            for event, element in iterparse(io.BytesIO(content), events=("start", "end")):  # noqa: S314 (see above)
                yield event, element.tag.rpartition("}")[2], element
        except GrammarErrors:
            raise
        except (ParseError, expat.ExpatError, KeyError, ValueError, RuntimeError, EOFError, OSError) as error:
            raise Damaged(part) from error
        except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
            raise Damaged(part) from error

    def sheets(self) -> dict[str, str]:
        """The part that holds each sheet, by the sheet's name."""
        targets = self._targets()
        found = {}
        for event, name, element in self.elements(_WORKBOOK):
            if event == "end" and name == "sheet":
                key = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
                found[element.get("name", "")] = targets.get(key, "")
        return found

    def counts_from_1904(self) -> bool:
        """Whether days are counted from 1904, as old workbooks of one system do."""
        words = [
            element.get("date1904", "") for _event, name, element in self.elements(_WORKBOOK) if name == "workbookPr"
        ]
        return any(word in ("1", "true") for word in words)

    def _targets(self) -> dict[str, str]:
        found = {}
        for event, name, element in self.elements("xl/_rels/workbook.xml.rels"):
            if event == "end" and name == "Relationship":
                target = element.get("Target", "")
                inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
                found[element.get("Id", "")] = inside
        return found


def _refuse_entities(content: bytes, file: str) -> None:
    """Refuse XML that declares a document type, and with it entities, in whatever encoding."""

    def refuse(*_declaration: object) -> None:
        raise refusal(file, "entities", "a part of the workbook declares its own entities: nothing needs that")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(content, True)


def refusal(file: str, code: str, message: str) -> GrammarErrors:
    """A whole file refused for one reason."""
    return GrammarErrors([Fault(Place(file), code, message)])
