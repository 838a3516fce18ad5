"""A mapping file: which column answers which question, and what its values mean."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path

from sojourn.exchange.mappings.dates import DATE_ORDERS
from sojourn.grammar.nearest import did_you_mean
from sojourn.grammar.source import Fault, GrammarErrors, Items, Section, read_yaml

_TOP = {
    "mapping", "label", "pack", "key", "stage", "form", "file", "dates", "decimal", "group_by", "relation", "opened_on",
    "columns", "constants", "ignore", "empty",
}  # fmt: skip
_RULE = {"question", "codes", "add", "nothing", "split"}
_FILE = {"encoding", "delimiter", "sheet", "header_line"}


@dataclass(frozen=True)
class ColumnRule:
    """One column's target and meaning.

    `codes` turns a cell into the question's answer. `add` turns a cell into a code that joins a select_multiple.
    `nothing` lists cells that mean no answer. `split` divides one cell into several codes.
    """

    column: str
    form: str
    question: str
    codes: Map[str, str] = field(default_factory=dict)
    add: Map[str, str] = field(default_factory=dict)
    nothing: frozenset[str] = frozenset()
    split: str = ""


@dataclass(frozen=True)
class Mapping:
    """A whole mapping; `constants` are (form, question) → answer, `ignore` the columns left out on purpose.

    `stage` is a final stage for cases that were finished elsewhere; without it they begin like any other.
    `key` names the column with the sender's own number of the case: a number that came before is not taken twice.
    `group_by` names the column whose equal neighbouring values make one case of several members.
    """

    name: str
    pack: str
    columns: tuple[ColumnRule, ...]
    constants: Map[tuple[str, str], str]
    ignore: frozenset[str]
    dates: str = ""
    decimal: str = ""
    group_by: str = ""
    relation: str = "principal"
    opened_on: str = ""
    key: str = ""
    stage: str = ""
    empty: frozenset[str] = frozenset({""})
    file: Map[str, str] = field(default_factory=dict)

    @property
    def mentioned(self) -> frozenset[str]:
        """Every column that the mapping knows."""
        own = {rule.column for rule in self.columns} | {self.group_by, self.opened_on, self.key}
        return frozenset(own | self.ignore) - {""}


def read_mapping(path_or_text: Path | str, file: str = "") -> Mapping:
    """Read a mapping file; raise GrammarErrors with every fault at its line."""
    return _Reader(read_yaml(path_or_text, file)).read()


class _Reader:
    def __init__(self, top: Section) -> None:
        self.top = top
        self.faults: list[Fault] = []

    def read(self) -> Mapping:
        self._known(self.top, _TOP)
        for key in ("mapping", "pack", "columns"):
            if key not in self.top:
                self._fault(self.top, None, "missing", f'the key "{key}" is missing')
        dates = self.top.text("dates")
        if dates and dates not in DATE_ORDERS:
            self._fault(self.top, "dates", "dates", f"dates are {', '.join(DATE_ORDERS)}, not {dates!r}")
        if self.top.text("decimal") not in ("", ".", ","):
            self._fault(self.top, "decimal", "decimal", "the decimal mark is . or ,")
        made = Mapping(
            name=self.top.text("mapping"), pack=self.top.text("pack"), columns=self._columns(),
            constants=self._constants(), ignore=frozenset(self._texts("ignore")), dates=dates,
            decimal=self.top.text("decimal"), group_by=self.top.text("group_by"),
            relation=self.top.text("relation", "principal"), opened_on=self.top.text("opened_on"),
            key=self.top.text("key"), stage=self.top.text("stage"),
            empty=frozenset(self._texts("empty")) | {""}, file=self._file(),
        )  # fmt: skip
        if self.faults:
            raise GrammarErrors(self.faults)
        return made

    def _columns(self) -> tuple[ColumnRule, ...]:
        columns = self._section(self.top, "columns")
        return tuple(self._rule(columns, column) for column in columns)

    def _rule(self, columns: Section, column: str) -> ColumnRule:
        value = columns[column]
        if not isinstance(value, Section):
            form, question = self._target(columns, column, columns.text(column))
            return ColumnRule(column, form, question)
        self._known(value, _RULE)
        form, question = self._target(value, "question", value.text("question"))
        codes, add = self._pairs(value, "codes"), self._pairs(value, "add")
        if codes and add:
            self._fault(value, "add", "codes_and_add", "a column has `codes` or `add`, not both")
        return ColumnRule(
            column, form, question, codes, add, frozenset(self._texts("nothing", value)), value.text("split")
        )

    def _target(self, holder: Section, key: str, text: str) -> tuple[str, str]:
        form, _, question = text.rpartition(".")
        form = form or self.top.text("form")
        if not form or not question:
            self._fault(holder, key, "target", "name the target as form.question, or set `form:` once for all")
        return form, question

    def _constants(self) -> dict[tuple[str, str], str]:
        constants = self._section(self.top, "constants")
        return {self._target(constants, key, key): constants.text(key) for key in constants}

    def _file(self) -> dict[str, str]:
        section = self._section(self.top, "file")
        self._known(section, _FILE)
        told = {key: section.text(key) for key in section}
        line, mark = told.get("header_line", "1"), told.get("delimiter", ",")
        if not (line.isascii() and line.isdigit() and 1 <= int(line) <= 1_000):
            self._fault(section, "header_line", "header_line", "header_line is a number from 1 to 1000")
        if len(mark) != 1 or mark in '"\r\n':
            self._fault(section, "delimiter", "delimiter", "the delimiter is one character, and no quotation mark")
        return told

    def _section(self, holder: Section, key: str) -> Section:
        value = holder.get(key)
        if isinstance(value, Section):
            return value
        if value is not None:
            self._fault(holder, key, "shape", f"{key} holds `name: value` lines")
        return Section(holder.place(key))

    def _pairs(self, holder: Section, key: str) -> dict[str, str]:
        section = self._section(holder, key)
        return {name: section.text(name) for name in section}

    def _texts(self, key: str, holder: Section | None = None) -> list[str]:
        holder = self.top if holder is None else holder
        value = holder.get(key)
        if value is None:
            return []
        if not isinstance(value, Items):
            self._fault(holder, key, "shape", f"{key} holds a list")
            return []
        return [value.text(index) for index in range(len(value))]

    def _known(self, section: Section, words: set[str]) -> None:
        for key in section:
            if key not in words:
                message = f'there is no key "{key}" here{did_you_mean(key, words)}'
                self.faults.append(Fault(section.key_place(key), "unknown_key", message))

    def _fault(self, section: Section, key: str | None, code: str, message: str) -> None:
        self.faults.append(Fault(section.place(key), code, message))
