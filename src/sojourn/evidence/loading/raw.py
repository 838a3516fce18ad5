"""What passes between a file, the layout that knows its shape, and the engine that loads it.

A layout lives in `evidence/sources/` (or `evidence/sdmx/`): one module with `LAYOUT = …` or `LAYOUTS = (…, …)`.
The engine finds it there; nobody registers it. A layout turns an opened file into cubes of *source* codes under the
dataset's own dimension names; the engine maps the codes, checks them and writes the vintage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias, runtime_checkable

from sojourn.evidence.store import Dataset

Kind: TypeAlias = Literal["text", "xlsx", "xml", "json", "other"]
VALUE, TIME, STATUS, FLAGS, LINE = "obs_value", "time_period", "obs_status", "flags", "line"
LONGEST_LINE = 1 << 20
"""Bytes of the longest line of a table."""
BESIDE_DIMENSIONS = (TIME, VALUE, STATUS, FLAGS, LINE)
"""Columns a cube may have beside its dataset's dimensions; the last three are optional."""


@dataclass(frozen=True)
class Opened:
    """A file made readable: decompressed, text re-coded to UTF-8 without a byte-order mark.

    `path` is the readable copy (or the file itself when nothing had to change), `given` the file as handed over and
    `name` how messages call it. `head` is the first 64 KiB of the text ("" for a workbook); `header` the names in
    its first row when the text looks like a table, split at `delimiter`. `sha256` is that of the file as given.
    `dataset` is the one the caller asked for, "" when the layout has to tell; `datasets` all that are declared.
    `scratch` is a folder for what a layout has to write down on its way; it vanishes after the load.
    """

    path: Path
    given: Path
    name: str
    kind: Kind
    sha256: str
    encoding: str = "utf-8"
    head: str = ""
    delimiter: str = ","
    header: tuple[str, ...] = ()
    dataset: str = ""
    datasets: tuple[Dataset, ...] = ()
    scratch: Path = Path()

    @property
    def columns(self) -> tuple[str, ...]:
        """The header with every name once: `csv_relation` knows the columns by these names.

        SQL does not tell `sex` from `Sex`, so a name that came before, in whatever case, gets `__2`, `__3`, …;
        one without a name is called by its place.
        """
        seen: dict[str, int] = {}
        found = []
        for place, given in enumerate(self.header, start=1):
            name = given or f"column_{place}"
            seen[name.casefold()] = count = seen.get(name.casefold(), 0) + 1
            found.append(name if count == 1 else f"{name}__{count}")
        return tuple(found)

    def has_columns(self, *names: str) -> bool:
        """Whether every name stands in the header row, upper or lower case."""
        found = {name.casefold() for name in self.header}
        return all(name.casefold() in found for name in names)


@dataclass(frozen=True)
class DuckSource:
    """A SELECT that DuckDB runs while loading: the fast way for large text files. Literals go through `literal()`."""

    select: str


@dataclass(frozen=True)
class RawCube:
    """One dataset's observations in the codes of their source.

    `table` has one column per dimension of the dataset, `time_period`, `obs_value` (numbers, or text that reads as
    one; NULL or "" when there is no figure) and may have `obs_status` (a letter of SDMX CL_OBS_STATUS), `flags`
    (the source's own, verbatim; turned into a status by the crosswalk's `obs_status` list) and `line` (where in the
    file the row stood, from 1). Codes may be text or integers. A NULL figure without a status is missing (O); one
    beside a status that says there is none (Q, O, M, L) is refused.

    `crosswalk` names the folder under `evidence/codes/crosswalks/`; "" means the dataset's own.
    `fixed` adds dimensions that the file does not carry (`{"sex": "_T"}`), in canonical codes.
    `constants` are further columns that must hold one and the same value, one of those given (any when none is).
    `released_on` is given when the file itself says when it came out.
    `lines_from` is the line of the file on which row 1 stands, when `table` has no `line` column.
    `sheet` is where in a workbook the table stands; messages name it. `notices` are sentences for the report about
    what is odd in the file and does no harm, because it is not used.
    """

    dataset: str
    table: Any | DuckSource
    crosswalk: str = ""
    released_on: date | None = None
    fixed: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lines_from: int = 2
    sheet: str = ""
    notices: tuple[str, ...] = ()


@runtime_checkable
class Layout(Protocol):
    """One shape of file. `name` is unique; `recognises` looks at names and the head only and never raises."""

    name: str

    def recognises(self, opened: Opened) -> bool:
        """Whether this file has the shape."""
        ...

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield the cubes; raise Refused (see `loading.problems.refuse`) naming the line when the file is broken."""
        ...


def literal(value: object) -> str:
    """Quote a text for DuckDB SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Quote a column or table name for DuckDB SQL."""
    return '"' + name.replace('"', '""') + '"'


def csv_relation(opened: Opened, *, header: bool = True, skip: int = 0) -> str:
    """Return the `read_csv(…)` of an opened text file, every column as text, for use in a DuckSource's FROM."""
    return (
        f"read_csv({literal(opened.path)}, all_varchar=true, header={str(header).lower()}, skip={skip}, "
        f"delim={literal(opened.delimiter)}, quote='\"', escape='\"', nullstr='', auto_detect=false, "
        f"columns={_columns(opened)}, max_line_size={LONGEST_LINE}, strict_mode=true, null_padding=false)"
    )


def _columns(opened: Opened) -> str:
    return "{" + ", ".join(f"{literal(name)}: 'VARCHAR'" for name in opened.columns) + "}"
