"""Cells into raw answers, by a mapping; what a cell can't mean becomes a problem with its value and the fix."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Map
from typing import Any, NamedTuple

from sojourn.exchange.mappings.dates import DateOrder
from sojourn.exchange.mappings.mapping import ColumnRule, Mapping
from sojourn.exchange.tables.escaping import unescaped


class CellProblem(NamedTuple):
    """Why one cell was not taken: its column, the question meant, the value, a stable code, and what would help."""

    column: str
    question: str
    value: str
    code: str
    why: str
    fix: str


Raw = dict[str, dict[str, Any]]
_Step = Callable[[str, Raw, list[CellProblem]], None]


class Converter:
    """Turns one row's cells into raw answers per form; `date_questions` are the (form, question) that hold dates."""

    def __init__(self, mapping: Mapping, header: Sequence[str], date_questions: Map[tuple[str, str], str]) -> None:
        self._constants = mapping.constants
        self._empty = mapping.empty
        places = {name: place for place, name in enumerate(header)}
        self._steps: list[tuple[int, ColumnRule, _Step]] = []
        for rule in mapping.columns:
            order = DateOrder(mapping.dates) if (rule.form, rule.question) in date_questions else None
            self._steps.append((places[rule.column], rule, _step(rule, order)))

    def convert(self, cells: Sequence[str], faults: Map[int, str]) -> tuple[Raw, list[CellProblem]]:
        """Return {form: {question: raw answer}} and the problems of cells that say nothing we know."""
        raw: Raw = {}
        for (form, question), value in self._constants.items():
            raw.setdefault(form, {})[question] = value
        problems: list[CellProblem] = []
        for place, rule, step in self._steps:
            cell = unescaped(cells[place].strip())
            if faults and place in faults:
                problems.append(_faulty(rule, cell, faults[place]))
            elif cell not in self._empty:
                step(cell, raw, problems)
        return raw, problems


def _step(rule: ColumnRule, order: DateOrder | None) -> _Step:
    if rule.add:
        return _adding(rule)
    if rule.split:
        return _splitting(rule)
    if rule.codes or rule.nothing:
        return _coding(rule)
    return _plain(rule, order)


def _adding(rule: ColumnRule) -> _Step:
    def step(cell: str, raw: Raw, problems: list[CellProblem]) -> None:
        code = rule.add.get(cell)
        if code is not None:
            answers = raw.setdefault(rule.form, {}).setdefault(rule.question, [])
            if code not in answers:
                answers.append(code)
        elif cell not in rule.nothing:
            problems.append(_unknown(rule, cell, [*rule.add, *rule.nothing]))

    return step


def _splitting(rule: ColumnRule) -> _Step:
    def step(cell: str, raw: Raw, problems: list[CellProblem]) -> None:
        answers = raw.setdefault(rule.form, {}).setdefault(rule.question, [])
        for part in filter(None, (piece.strip() for piece in cell.split(rule.split))):
            code = rule.codes.get(part, "" if rule.codes else part)
            if code and code not in answers:
                answers.append(code)
            elif not code and part not in rule.nothing:
                problems.append(_unknown(rule, part, rule.codes))

    return step


def _coding(rule: ColumnRule) -> _Step:
    def step(cell: str, raw: Raw, problems: list[CellProblem]) -> None:
        code = rule.codes.get(cell, "" if rule.codes else cell)
        if cell in rule.nothing:
            return
        if not code:
            problems.append(_unknown(rule, cell, rule.codes))
        else:
            _put(rule, code, cell, raw, problems)

    return step


def _plain(rule: ColumnRule, order: DateOrder | None) -> _Step:
    def step(cell: str, raw: Raw, problems: list[CellProblem]) -> None:
        value = order.iso(cell) if order else cell
        if value is None:
            fix = "Write dates as YYYY-MM-DD, or correct the day."
            problems.append(CellProblem(rule.column, rule.question, cell, "date", "This is not a date.", fix))
        else:
            _put(rule, value, cell, raw, problems)

    return step


def _put(rule: ColumnRule, value: str, cell: str, raw: Raw, problems: list[CellProblem]) -> None:
    answers = raw.setdefault(rule.form, {})
    if answers.setdefault(rule.question, value) != value:
        why = f"Another column answered {rule.question} with {answers[rule.question]!r}."
        problems.append(CellProblem(rule.column, rule.question, cell, "contradiction", why, "Keep one of the two."))


def _unknown(rule: ColumnRule, cell: str, known: Any) -> CellProblem:
    shown = ", ".join(sorted(known)[:12])
    fix = f"Use one of {shown}, or add the value to the mapping."
    return CellProblem(rule.column, rule.question, cell, "unknown_value", "The mapping does not know this value.", fix)


def _faulty(rule: ColumnRule, cell: str, code: str) -> CellProblem:
    if code == "formula":
        why, fix = "The cell holds a formula, not a value.", "Copy the column and paste it as values."
    else:
        why, fix = "The cell holds an error of the spreadsheet.", "Correct the cell's formula, or empty it."
    return CellProblem(rule.column, rule.question, cell, code, why, fix)
