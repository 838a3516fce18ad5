"""Reading the codelists of `lists/`: CSV with code, level, parents, label. Ages are counted out, not written down."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from sojourn.evidence.codes.ages import ages
from sojourn.evidence.codes.codelist import Code, Codelist
from sojourn.kernel.refused import Reason, Refused

FOLDER = Path(__file__).parent / "lists"
EXTENDS = "# extends "


def codelist_names() -> tuple[str, ...]:
    """The names of all codelists, in alphabetical order."""
    return tuple(sorted({path.stem for path in FOLDER.glob("*.csv")} | {"age"}))


@cache
def codelist(name: str) -> Codelist:
    """The codelist with this name; Refused `unknown_codelist` naming those there are."""
    if name == "age":
        return ages()
    path = FOLDER / f"{name}.csv"
    if name not in codelist_names():
        message = "There is no codelist {name}; there are {known}. Add evidence/codes/lists/{name}.csv."
        raise Refused(Reason("unknown_codelist", message, {"name": name, "known": ", ".join(codelist_names())}))
    own = {row["code"]: _code(row) for row in read_rows(path)}
    return Codelist(name, {**_extended(path), **own})


def _extended(path: Path) -> Mapping[str, Code]:
    """The codes of the list that this one begins with: its first line may be `# extends area`."""
    with path.open(encoding="utf-8") as file:
        first = file.readline()
    return codelist(first.removeprefix(EXTENDS).strip()).codes if first.startswith(EXTENDS) else {}


def read_rows(path: Path) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a CSV of ours; lines that begin with `#` say where the facts come from."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def _code(row: Mapping[str, str]) -> Code:
    return Code(row["code"], row["level"], tuple((row.get("parents") or "").split()), row["label"])
