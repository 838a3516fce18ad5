"""Read the declaration of a template from YAML, with file and line of every mistake."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from sojourn.evidence.templates.model import Code, Comparison, Dimension, Equality, Period, Place, Table, Template
from sojourn.grammar.source import Fault, GrammarErrors, Items, Section, read_yaml

DECLARED = Path(__file__).parent / "declared"
PERIODS = ("annual", "quarterly", "monthly")
_PLACES: tuple[Place, ...] = ("rows", "columns")
_TOP = {"template", "version", "title", "basis", "period", "due_after_days", "note", "codes", "tables"}
_TABLE = {"name", "title", "unit", "rounding", "rows", "columns", "compare", "equal"}


@cache
def declared_templates() -> Mapping[str, Template]:
    """The templates that come with the house, by name."""
    return {template.name: template for template in map(read_template, sorted(DECLARED.glob("*.yaml")))}


def read_template(path_or_text: Path | str, file: str = "") -> Template:
    """Read one template; raises GrammarErrors with every fault found."""
    return _Reader(read_yaml(path_or_text, file)).read()


class _Reader:
    def __init__(self, top: Section) -> None:
        self.top = top
        self.faults: list[Fault] = []

    def read(self) -> Template:
        self._only(self.top, _TOP)
        for key in ("template", "version", "title", "period", "due_after_days", "codes", "tables"):
            if key not in self.top:
                self._fault(self.top, None, "missing", f"`{key}` is missing")
        if self.top.text("period") not in PERIODS:
            self._fault(self.top, "period", "period", f"`period` is one of {', '.join(PERIODS)}")
        lists = self._codes()
        tables = tuple(self._table(section, lists) for section in self._sections(self.top, "tables"))
        self._equalities(tables)
        if self.faults:
            raise GrammarErrors(self.faults)
        return Template(
            self.top.text("template"), self.top.text("version"), self.top.text("title"), self.top.text("basis"),
            cast(Period, self.top.text("period")), int(self.top["due_after_days"]), tables, self.top.text("note"),
        )  # fmt: skip

    def _codes(self) -> dict[str, tuple[str, tuple[Code, ...]]]:
        lists = {}
        for name, section in (self.top.get("codes") or {}).items():
            codes = tuple(
                Code(code.text("code"), code.text("label"), tuple(str(part) for part in code.get("of") or ()))
                for code in self._sections(section, "codes")
            )
            known = {code.name for code in codes}
            for code in self._sections(section, "codes"):
                for part in code.get("of") or ():
                    if str(part) not in known:
                        self._fault(code, "of", "unknown_code", f"`{part}` is not a code of `{name}`")
            lists[name] = (section.text("label", name), codes)
        return lists

    def _table(self, section: Section, lists: dict[str, tuple[str, tuple[Code, ...]]]) -> Table:
        self._only(section, _TABLE)
        dimensions = tuple(
            Dimension(name, lists[name][0], place, lists[name][1])
            for place in _PLACES
            for name in self._names(section, place, lists)
        )
        return Table(
            section.text("name"), section.text("title"), section.text("unit", "persons"), dimensions,
            int(section.get("rounding") or 1), self._comparisons(section), self._equals(section),
        )  # fmt: skip

    def _names(self, section: Section, place: str, lists: Mapping[str, object]) -> list[str]:
        names = [str(name) for name in section.get(place) or ()]
        if not names:
            self._fault(section, None, "missing", f"`{place}` names at least one code list")
        for name in names:
            if name not in lists:
                self._fault(section, place, "unknown_list", f"there is no code list `{name}`")
        return [name for name in names if name in lists]

    def _comparisons(self, section: Section) -> tuple[Comparison, ...]:
        found = []
        for item in self._sections(section, "compare"):
            if item.text("against") not in ("previous", "mirror"):
                self._fault(item, "against", "against", "`against` is previous or mirror")
            against = cast(Literal["previous", "mirror"], item.text("against"))
            found.append(Comparison(against, float(item.get("ratio", 2)), float(item.get("floor", 0))))
        return tuple(found)

    def _equals(self, section: Section) -> tuple[Equality, ...]:
        return tuple(
            Equality(_words(item.get("ours")), item.text("table"), _words(item.get("theirs")))
            for item in self._sections(section, "equal")
        )

    def _equalities(self, tables: tuple[Table, ...]) -> None:
        known = {table.name for table in tables}
        for section in self._sections(self.top, "tables"):
            for item in self._sections(section, "equal"):
                if item.text("table") not in known:
                    self._fault(item, "table", "unknown_table", f"there is no table `{item.text('table')}`")

    def _sections(self, section: Section, key: str) -> list[Section]:
        items = section.get(key)
        return [item for item in items if isinstance(item, Section)] if isinstance(items, Items) else []

    def _only(self, section: Section, known: set[str]) -> None:
        for key in section:
            if key not in known:
                self.faults.append(Fault(section.key_place(key), "unknown_key", f"`{key}` is not known here"))

    def _fault(self, section: Section, key: str | None, code: str, message: str) -> None:
        self.faults.append(Fault(section.place(key), code, message))


def _words(section: Any) -> dict[str, str]:
    return {key: section.text(key) for key in section} if isinstance(section, Section) else {}
