"""A first mapping, guessed from a file and written with its doubts, for a person to finish."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sojourn.exchange.mappings.dates import needs_order, orders_of
from sojourn.exchange.mappings.nearness import NEAR_ENOUGH, code_named, likeness, meanings
from sojourn.exchange.tables import Table
from sojourn.grammar.expressions import Type
from sojourn.grammar.forms import ChoiceList, CompiledForm, Question
from sojourn.grammar.packs import Pack

SAMPLE = 2_000
MOST_VALUES = 60
SHOWN = 5
_SPLITS = (";", "|", ",")
_MARKS = {"0", "1"}


@dataclass(frozen=True)
class Target:
    """A question that a column may answer, and the list it is answered from."""

    form: str
    question: Question
    codes: ChoiceList | None

    @property
    def name(self) -> str:
        """The target as a mapping names it."""
        return f"{self.form}.{self.question.name}"


@dataclass
class Column:
    """A column, the different values found under it, and what it is guessed to answer, or the code it adds to it."""

    name: str
    values: list[str] = field(default_factory=list)
    target: Target | None = None
    score: float = 0.0
    adds: str = ""


def draft(pack: Pack, forms: Sequence[str], table: Table) -> tuple[str, int, int]:
    """Write the text of a first mapping; return it with how many columns it guessed and how many it left open.

    A column that is left open stands in a comment, so that an import refuses to begin until somebody decided on it.
    """
    columns = _sampled(table)
    _guess(columns, [one for form in forms for one in targets_of(pack.form(form))])
    guessed = sum(column.target is not None for column in columns)
    return "\n".join([*_head(pack, columns), *_body(columns)]) + "\n", guessed, len(columns) - guessed


def targets_of(compiled: CompiledForm) -> Iterator[Target]:
    """The questions of a form that a mapping can fill: those that store an answer, outside repeats."""
    for top in compiled.form.questions:
        for question, rows in top.walk():
            if question.stores and not rows and not question.calculation:
                yield Target(compiled.form.name, question, compiled.codes.get(question.list_name or ""))


def _sampled(table: Table) -> list[Column]:
    seen: list[dict[str, None]] = [{} for _ in table.header]
    for row in islice(table.rows, SAMPLE):
        for place, cell in enumerate(row.cells):
            if cell.strip() and len(seen[place]) <= MOST_VALUES:
                seen[place][cell.strip()[:100]] = None
    return [Column(name, list(values)) for name, values in zip(table.header, seen, strict=True)]


def _guess(columns: Sequence[Column], targets: Sequence[Target]) -> None:
    """Give each question to the column nearest to it; the surest guesses first."""
    pairs = [(likeness(column.name, one.question), place, at) for place, column in enumerate(columns)
             for at, one in enumerate(targets)]  # fmt: skip
    taken: set[int] = set()
    for score, place, at in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score >= NEAR_ENOUGH and columns[place].target is None and at not in taken:
            columns[place].target, columns[place].score = targets[at], score
            taken.add(at)
    several = [one for one in targets if one.question.type == "select_multiple" and one.codes is not None]
    for column in columns:
        if set(column.values) and set(column.values) <= _MARKS:
            _guess_code(column, several)


def _guess_code(column: Column, targets: Sequence[Target]) -> None:
    """A column of ones and noughts that ends like the label of a code says whether that code was chosen."""
    for target in targets:
        code = code_named(column.name, target.codes) if target.codes else ""
        if code and column.score < 1.0:
            column.target, column.adds = target, code
            return


def _head(pack: Pack, columns: Sequence[Column]) -> list[str]:
    lines = [
        "# A first mapping, guessed from names and values. Read every line: a guess is not knowledge.",
        "# Then take out the comments, and try it with --dry-run.",
        f"mapping: {_quoted('draft')}",
        f"pack: {_quoted(pack.name)}",
    ]
    final = ", ".join(name for name, stage in pack.stages.items() if stage.final)
    lines.append(f"# stage: …      decide: cases that go on need no stage; finished ones need one of: {final}")
    dates = [column for column in columns if column.target and column.target.question.expression_type in _DATES]
    written = [value for column in dates for value in column.values if needs_order(value)]
    if not written:
        return lines
    orders = orders_of(written)
    if len(orders) == 1:
        return [*lines, f"dates: {orders[0]}      # no other order fits {_quoted(written[0])} and the other days"]
    return [*lines, f"# dates: …      decide: dmy, mdy or ymd; {_quoted(written[0])} does not tell"]


_DATES = {Type.DATE, Type.DATETIME}


def _body(columns: Sequence[Column]) -> Iterator[str]:
    yield "columns:"
    if all(column.target is None for column in columns):
        yield "  # no column is called like a question of these forms"
    for column in columns:
        if column.target is None:
            yield f"  # {_quoted(column.name)}: …      decide: a question, or `ignore`. Found: {_few(column.values)}"
        else:
            yield from _rule(column, column.target)
    yield "ignore: []"


def _rule(column: Column, target: Target) -> Iterator[str]:
    if column.adds:
        yield f"  {_quoted(column.name)}:      # called like one of the codes; check"
        yield f'    {{question: {target.name}, add: {{"1": {_quoted(column.adds)}}}, nothing: ["0"]}}'
        return
    sure = "called the same" if column.score == 1.0 else f"{column.score:.0%} alike; check"
    if target.codes is None:
        yield f"  {_quoted(column.name)}: {target.name}      # {sure}. Found: {_few(column.values)}"
        return
    split = _split_of(column, target)
    parts = [part.strip() for value in column.values for part in (value.split(split) if split else [value])]
    values = list(dict.fromkeys(filter(None, parts)))
    meant = meanings(values, target.codes)
    yield f"  {_quoted(column.name)}:      # {sure}"
    yield f"    question: {target.name}"
    if split:
        yield f"    split: {_quoted(split)}"
    yield "    codes:"
    yield from (f"      {_quoted(value)}: {_quoted(code)}" for value, code in meant.items())
    for value in values:
        if value not in meant:
            yield f"      # {_quoted(value)}: …      decide: a code of {target.codes.name}, or list it under `nothing`"
    if len(column.values) > MOST_VALUES:
        yield "      # … and more values; see the report of a --dry-run"


def _split_of(column: Column, target: Target) -> str:
    """The mark that divides the cells of a question with several answers, if one makes more of them known."""
    if target.question.type != "select_multiple" or target.codes is None:
        return ""
    for mark in _SPLITS:
        parts = [part.strip() for value in column.values if mark in value for part in value.split(mark)]
        if parts and meanings(parts, target.codes):
            return mark
    return ""


def _few(values: Sequence[str]) -> str:
    shown = ", ".join(_quoted(value) for value in values[:SHOWN])
    return f"{shown} …" if len(values) > SHOWN else shown or "nothing"


def _quoted(text: str) -> str:
    """The text as YAML and JSON both write it, on one line."""
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\x85", "\\u0085")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
