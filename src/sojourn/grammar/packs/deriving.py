"""Read the derived values of a pack, and put them in the order in which they can be computed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from sojourn.grammar.expressions import Type
from sojourn.grammar.packs.compiling import PERSON, Compiler
from sojourn.grammar.packs.declared import Value
from sojourn.grammar.packs.names import YES_NO
from sojourn.grammar.packs.reading import Reader
from sojourn.grammar.source import Section

TYPES: Mapping[str, Type] = {
    "text": Type.TEXT,
    "integer": Type.INTEGER,
    "decimal": Type.DECIMAL,
    "date": Type.DATE,
    "dateTime": Type.DATETIME,
    "choice": Type.CHOICE,
    "choices": Type.CHOICES,
}
FOLDS: Mapping[str, str] = {
    "any": "choice",
    "all": "choice",
    "count": "integer",
    "sum": "decimal",
    "min": "decimal",
    "max": "decimal",
}
_KEYS = ("label", "each", "over", "where", *FOLDS, "type", "list", "calculation", "rule", "needs", "in_evidence")


def declare_values(reader: Reader, top: Section, lists: Collection[str]) -> dict[str, Value]:
    """Read names and types first, for values may mention each other."""
    values = {}
    for name, section in reader.named(top, "values"):
        reader.keys(section, _KEYS, "a value")
        each = reader.text(section, "each") == PERSON
        fold = _fold(reader, section)
        word = reader.one_of(section, "type", tuple(TYPES), FOLDS.get(fold, "text"))
        list_name = reader.text(section, "list", YES_NO if word == "choice" else "")
        if list_name:
            reader.target(list_name, lists, section.place("list"), "code list")
        full = f"{'member' if each else 'case'}.{name}"
        values[full] = Value(
            name=full,
            each=each,
            over=fold,
            expression=None,
            where=None,
            rule=None,
            needs=tuple(word for word, _ in reader.words(section, "needs")),
            type=TYPES[word],
            list_name=list_name,
            labels=reader.labels(section),
            in_evidence=reader.yes(section, "in_evidence"),
            place=top["values"].key_place(name),
        )
    return values


def compile_values(reader: Reader, top: Section, values: Mapping[str, Value], compiler: Compiler) -> dict[str, Value]:
    """Compile what each value says, and return them in the order of their needs; circles become faults."""
    compiled: dict[str, Value] = {}
    for (_, section), value in zip(reader.named(top, "values"), values.values(), strict=True):
        compiled[value.name] = _compiled(reader, section, value, compiler)
    for value in compiled.values():
        for need in value.needs:
            reader.target(need, compiled, value.place, "derived value")
    return _in_order(reader, compiled)


def _fold(reader: Reader, section: Section) -> str:
    if "over" not in section:
        return ""
    reader.one_of(section, "over", (PERSON,), PERSON)
    folds = [fold for fold in FOLDS if fold in section]
    if len(folds) == 1:
        return folds[0]
    reader.fault(section.place("over"), "shape", f"`over: member` goes with one of {', '.join(FOLDS)}")
    return "any"


def _compiled(reader: Reader, section: Section, value: Value, compiler: Compiler) -> Value:
    if value.over:
        expect = None if value.over in ("any", "all", "count") else Type.NUMBER
        folded = compiler.expression(section, value.over, each=True, expect=expect)
        return replace(value, expression=folded, where=compiler.expression(section, "where", each=True))
    if ("calculation" in section) == ("rule" in section):
        reader.fault(value.place, "shape", f"{value.name} needs either `calculation:` or `rule:`")
        return value
    if "rule" in section:
        return replace(value, rule=compiler.function(section, "rule", each=value.each))
    return replace(value, expression=compiler.expression(section, "calculation", each=value.each))


def _in_order(reader: Reader, values: Mapping[str, Value]) -> dict[str, Value]:
    ordered: dict[str, Value] = {}
    trail: list[str] = []

    def visit(name: str) -> None:
        if name in ordered or name not in values:
            return
        if name in trail:
            circle = " → ".join([*trail[trail.index(name) :], name])
            reader.fault(values[name].place, "cycle", f"these values need each other: {circle}")
            return
        trail.append(name)
        for need in _needs(values[name]):
            visit(need)
        trail.pop()
        ordered[name] = values[name]

    for name in values:
        visit(name)
    return ordered


def _needs(value: Value) -> Iterator[str]:
    yield from value.needs
    for expression in (value.expression, value.where):
        if expression is not None:
            yield from sorted(expression.names)
