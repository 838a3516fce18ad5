"""Rows into cases: cells converted, answers checked by the forms, neighbouring rows of one group joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from sojourn.cases.actions.ingest import NewCase, NewEntry, NewMember
from sojourn.exchange.imports.plan import Plan
from sojourn.exchange.mappings import CellProblem, Converter
from sojourn.exchange.mappings.dates import DateOrder
from sojourn.exchange.tables import Row
from sojourn.kernel import moment

MOST_REMEMBERED = 20_000
HEAVIEST_REMEMBERED = 1_000
EARLIEST = date(2000, 1, 1)
CORRECT = "Correct the cell and import the row again."


@dataclass(slots=True)
class RefusedRow:
    """A row that was not taken, with every reason; its cells are kept so that it can be corrected."""

    row: int
    cells: list[str]
    problems: list[CellProblem]


@dataclass(slots=True)
class Gathered:
    """What some rows became; `last_row` is the number of the last one, so that a resumed run knows where to go on, and
    `weight` the characters in them."""

    last_row: int
    rows: int
    weight: int
    case: NewCase | None = None
    refused: list[RefusedRow] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    row: Row
    case_entries: list[NewEntry]
    member_entries: list[NewEntry]
    problems: list[CellProblem]
    weight: int


class Gatherer:
    """Makes cases of a plan's rows, one pass, in order."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._converter = Converter(plan.mapping, plan.header, plan.date_questions)
        self._group = plan.header.index(plan.mapping.group_by) if plan.mapping.group_by else None
        self._opened = plan.header.index(plan.mapping.opened_on) if plan.mapping.opened_on else None
        self._key = plan.header.index(plan.mapping.key) if plan.mapping.key else None
        self._relations = {
            form: question.name
            for form in plan.pack.forms
            for question in plan.pack.form(form).form.walk()
            if question.maps_to == "member.relation"
        }
        self._dates = DateOrder(plan.mapping.dates)
        self._columns = {(rule.form, rule.question): rule.column for rule in plan.mapping.columns}
        self._seen: dict[tuple[str, ...], _Part] = {}
        outside = {f"parameter.{name}": value.value for name, value in plan.pack.parameters.items()}
        self._cleaners: dict[str, Callable[[dict[str, Any]], Any]] = {
            name: _cleaner(plan, name, outside) for name in self._forms()
        }

    def _forms(self) -> list[str]:
        named = [form for form, _ in (*self._columns, *self._plan.mapping.constants)]
        return list(dict.fromkeys(named))

    def gather(self, rows: Iterator[Row], first: int = 0) -> Iterator[Gathered]:
        """Yield one Gathered per case, or per group of rows that became none, from the row of number `first` on."""
        if self._group is None:
            for row in rows:
                if row.number >= first:
                    yield self._joined([self._part(row)])
        else:
            yield from self._groups(rows, first, self._group)

    def _groups(self, rows: Iterator[Row], first: int, place: int) -> Iterator[Gathered]:
        waiting: list[_Part] = []
        seen: set[str] = set()
        for row in rows:
            key = row.cells[place]
            if row.number < first:
                seen.add(key)
                continue
            part = self._part(row)
            if waiting and key and key == waiting[-1].row.cells[place]:
                waiting.append(part)
                continue
            if waiting:
                yield self._joined(waiting)
            if key and key in seen:
                part.problems.append(_scattered(self._plan.mapping.group_by, key))
            seen.add(key)
            waiting = [part]
        if waiting:
            yield self._joined(waiting)

    def _part(self, row: Row) -> _Part:
        """What one row says. A row's meaning follows from its cells alone, so cells seen before are not read again."""
        if row.faults:
            return self._read(row)
        cells = tuple(row.cells)
        known = self._seen.get(cells)
        if known is None:
            known = self._read(row)
            if len(self._seen) < MOST_REMEMBERED and known.weight < HEAVIEST_REMEMBERED:
                self._seen[cells] = known
        return _Part(row, known.case_entries, known.member_entries, list(known.problems), known.weight)

    def _read(self, row: Row) -> _Part:
        raw, problems = self._converter.convert(row.cells, row.faults)
        part = _Part(row, [], [], problems, sum(map(len, row.cells)))
        for form, answers in raw.items():
            cleaned = self._cleaners[form](answers)
            for problem in cleaned.problems:
                column = self._columns.get((form, problem.question), "")
                value = "" if problem.value is None else str(problem.value)
                part.problems.append(
                    CellProblem(column, problem.question, value, problem.code, problem.message, problem.fix or CORRECT)
                )
            about_member = self._plan.pack.form(form).form.about == "member"
            (part.member_entries if about_member else part.case_entries).append(NewEntry(form, cleaned.answers))
        return part

    def _joined(self, parts: list[_Part]) -> Gathered:
        made = Gathered(parts[-1].row.number, len(parts), sum(part.weight for part in parts))
        first = parts[0]
        for part in parts[1:]:
            if part.case_entries != first.case_entries and not part.problems:
                part.problems.append(_differs(self._plan.mapping.group_by))
        if any(part.problems for part in parts):
            made.refused = [
                RefusedRow(part.row.number, part.row.cells, part.problems or [_dragged_along()]) for part in parts
            ]
            return made
        opened, problem = self._opened_at(first.row)
        if problem:
            made.refused = [RefusedRow(part.row.number, part.row.cells, [problem]) for part in parts]
            return made
        members = tuple(
            NewMember(self._relation(place, part), tuple(part.member_entries)) for place, part in enumerate(parts)
        )
        key = first.row.cells[self._key].strip() if self._key is not None else ""
        made.case = NewCase(first.row.number, key, opened, tuple(first.case_entries), members)
        return made

    def _relation(self, place: int, part: _Part) -> str:
        """What the row itself says; else the mapping's word for the first of a group, and `other` for the rest."""
        for entry in part.member_entries:
            if said := entry.answers.get(self._relations.get(entry.form, "")):
                return str(said)
        return self._plan.mapping.relation if place == 0 else "other"

    def _opened_at(self, row: Row) -> tuple[datetime | None, CellProblem | None]:
        if self._opened is None or not row.cells[self._opened].strip():
            return None, None
        cell = row.cells[self._opened].strip()
        try:
            day = date.fromisoformat((self._dates.iso(cell) or "")[:10])
        except ValueError:
            day = None
        if day is None or not EARLIEST <= day <= moment.today():
            fix = f"Write a day that has been, since {EARLIEST}, as YYYY-MM-DD."
            return None, CellProblem(self._plan.mapping.opened_on, "", cell, "date", "A case can't open on it.", fix)
        return datetime.combine(day, time(12), UTC), None


def _cleaner(plan: Plan, name: str, outside: dict[str, Any]) -> Callable[[dict[str, Any]], Any]:
    compiled = plan.pack.form(name)
    decimal = plan.mapping.decimal or "."
    return lambda raw: compiled.clean(raw, outside=outside, language="en", decimal=decimal)


def _scattered(column: str, key: str) -> CellProblem:
    fix = f"Sort the file by {column}, so that rows of one group stand together."
    return CellProblem(column, "", key, "scattered_group", "This group began further up and was interrupted.", fix)


def _differs(column: str) -> CellProblem:
    why = "What concerns the whole case differs from the first row of this group."
    return CellProblem(column, "", "", "group_differs", why, "Make these cells the same in every row of the group.")


def _dragged_along() -> CellProblem:
    why = "Another row of this group was not taken, and a family is not taken in parts."
    return CellProblem("", "", "", "group_incomplete", why, "Correct the other rows of the group.")
