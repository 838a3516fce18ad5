"""Reading SDMX-CSV 1.0 and 2.0 without the structure: codes, codes with labels in a cell, or with label columns."""

from __future__ import annotations

import csv
import io
import re
from typing import TypeAlias

import duckdb

from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import Opened, csv_relation, identifier, literal
from sojourn.evidence.loading.trouble import explained
from sojourn.evidence.sdmx.cube import SdmxCube, flow_of

FRONT = ("DATAFLOW", "LAST UPDATE", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "SERIES_KEY", "OBS_KEY")
KEPT_ACTIONS = frozenset({"I", "A", "M", "R", ""})
LARGE = 32 * 1024 * 1024
"""Bytes from which a file is taken to hold one dataflow, and refused while loading if that proves wrong."""
_BRACKET = re.compile(r"\[.*\]$")
_IDENTIFIER = re.compile(r"[A-Za-z][\w@$-]*")


def is_sdmx_csv(opened: Opened) -> bool:
    """Whether the header is that of SDMX-CSV, 1.0 (DATAFLOW) or 2.0 (STRUCTURE, STRUCTURE_ID)."""
    names = [_component(name).upper() for name in opened.header]
    return opened.kind == "text" and (names[:1] == ["DATAFLOW"] or names[:2] == ["STRUCTURE", "STRUCTURE_ID"])


def read_csv(opened: Opened) -> tuple[SdmxCube, ...]:
    """Return one cube for every structure in the file, each with the columns that belong to it.

    A row whose ACTION is D deletes: a file with one can't be a release and is refused while loading.
    """
    named = _named(opened)
    where = "STRUCTURE_ID" if "STRUCTURE_ID" in named else "DATAFLOW"
    first = _first_value(opened, named[where])
    if opened.path.stat().st_size >= LARGE:
        return (_cube(opened, named, first, constant=(where, frozenset({first}))),)
    words = _structures(opened, named[where])
    if len(words) == 1:
        return (_cube(opened, named, words[0]),)
    return tuple(_cube(opened, named, word, only=f"{named[where]} = {literal(word)}") for word in words)


def _named(opened: Opened) -> dict[str, str]:
    """The components and the (quoted) columns that hold them; columns of labels are passed over."""
    pairs = list(zip(opened.header, opened.columns, strict=True))
    if any(name.upper() == "STRUCTURE_NAME" for name in opened.header):
        front = [pair for pair in pairs if _component(pair[0]).upper() in FRONT]
        rest = [pair for pair in pairs if pair not in front]
        pairs = front + rest[::2]
    found = {_component(name): identifier(column) for name, column in pairs}
    strange = [name for name in found if not _IDENTIFIER.fullmatch(name) and name != "LAST UPDATE"]
    if strange:
        why = f"“{strange[0]}” is no name of an SDMX component."
        raise refuse("wrong_header", opened.name, why, "Ask the source for codes, or for codes and labels.", line=1)
    return {name.upper() if name.upper() in FRONT else name: column for name, column in found.items()}


def _component(header: str) -> str:
    """`DIM_1: Dimension 1` → DIM_1; `ATTR_1[en;fr]` → ATTR_1."""
    return _BRACKET.sub("", header.partition(": ")[0]).strip()


def _first_value(opened: Opened, column: str) -> str:
    place = [identifier(name) for name in opened.columns].index(column)
    rows = csv.reader(io.StringIO(opened.head.partition("\n")[2]), delimiter=opened.delimiter)
    row = next((row for row in rows if len(row) > place), None)
    if row is None:
        raise refuse("no_rows", opened.name, "there is a header and not a single row.", "Ask the source again.", line=1)
    return row[place]


def _structures(opened: Opened, column: str) -> list[str]:
    numbered = f"SELECT {column} AS word, row_number() OVER () AS place FROM {csv_relation(opened)}"  # noqa: S608
    query = f"SELECT word FROM ({numbered}) GROUP BY 1 ORDER BY min(place)"  # noqa: S608 names are quoted
    with explained(opened.name), duckdb.connect(":memory:") as connection:
        return [str(word or "") for (word,) in connection.execute(query).fetchall()]


Constant: TypeAlias = tuple[str, frozenset[str]]


def _cube(
    opened: Opened, named: dict[str, str], word: str, *, only: str = "", constant: Constant | None = None
) -> SdmxCube:
    flow = flow_of(word)
    if flow is None:
        why = f"“{word}” names no dataflow: AGENCY:ID(VERSION) was expected."
        raise refuse("wrong_header", opened.name, why, "Fetch the file again.", line=2)
    pairs = zip(opened.header, opened.columns, strict=True)
    labelled = {identifier(column) for name, column in pairs if ": " in name}
    components = {name: column for name, column in named.items() if name not in FRONT}
    constants = {constant[0]: constant[1]} if constant else {}
    if "ACTION" in named:
        constants["ACTION"] = KEPT_ACTIONS
    extra = [f"{named[name]} AS {identifier(name)}" for name in constants]
    cells = {name: _cell(opened, column, column in labelled) for name, column in components.items()}
    columns = [f"{cell} AS {identifier(name)}" for name, cell in cells.items()]
    where = f" WHERE {only}" if only else ""
    select = f"SELECT {', '.join([*columns, *extra])} FROM {csv_relation(opened)}{where}"  # noqa: S608 names are quoted
    return SdmxCube(flow, tuple(components), select, _attributes(components), tuple(constants.items()))


def _cell(opened: Opened, column: str, labelled: bool) -> str:
    """The code in a cell, without its label; a decimal comma is read where semicolons part the columns."""
    text = f"split_part({column}, ': ', 1)" if labelled else column
    if opened.delimiter != ";":
        return text
    return f"CASE WHEN regexp_full_match({text}, '-?[0-9]+,[0-9]+') THEN replace({text}, ',', '.') ELSE {text} END"


def _attributes(components: dict[str, str]) -> frozenset[str]:
    """What stands behind the value: attributes, as every publisher known writes its columns."""
    names = list(components)
    behind = names[names.index("OBS_VALUE") + 1 :] if "OBS_VALUE" in names else []
    return frozenset(name for name in behind if name != "TIME_PERIOD")
