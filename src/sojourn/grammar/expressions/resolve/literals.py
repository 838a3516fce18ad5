"""Check the quoted texts some functions need: patterns, date formats, algorithms, codes of a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sojourn.grammar.expressions.faults import Mistake
from sojourn.grammar.expressions.library.patterns import PatternError, read_pattern
from sojourn.grammar.expressions.resolve.comparisons import remark_on_code
from sojourn.grammar.expressions.resolve.names import Remark, Resolving
from sojourn.grammar.expressions.scope import Type
from sojourn.grammar.expressions.tree import Call, Current, Node, Reference, Text
from sojourn.grammar.expressions.values import number_of_text

ALGORITHMS = ("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512")
_DATE_SIGNS = "Yymnbdea"
_FORMAT_SIGN = re.compile(r"%(.?)", re.DOTALL)


def _text(node: Node) -> str:
    assert isinstance(node, Text)
    return node.value


def _pattern(call: Call, resolver: Resolving) -> None:
    literal = call.arguments[1]
    try:
        pattern = read_pattern(_text(literal))
    except PatternError as error:
        raise Mistake(literal.at + 1 + error.at, "pattern", "in this pattern: {why}", why=error.why) from None
    if pattern.slow:
        resolver.remarks.append(
            Remark(literal.at, "slow_pattern", "a repetition inside a repetition can take very long on some answers")
        )


def _format(call: Call, _: Resolving) -> None:
    literal = call.arguments[1]
    known = _DATE_SIGNS if call.function == "format-date" else _DATE_SIGNS + "HhMS3"
    for match in _FORMAT_SIGN.finditer(_text(literal)):
        if not match[1] or match[1] not in known:
            signs = " ".join(f"%{sign}" for sign in known)
            raise Mistake(
                literal.at + 1 + match.start(), "format", "%{sign} is not one of {known}", sign=match[1], known=signs
            )


def _digest(call: Call, _: Resolving) -> None:
    algorithm, *encoding = call.arguments[1:]
    if _text(algorithm) not in ALGORITHMS:
        raise Mistake(
            algorithm.at,
            "algorithm",
            "{name} is not one of {known}",
            name=_text(algorithm),
            known=", ".join(ALGORITHMS),
        )
    if encoding and _text(encoding[0]) not in ("base64", "hex"):
        raise Mistake(encoding[0].at, "encoding", "{name} is not one of base64, hex", name=_text(encoding[0]))


def _selected(call: Call, resolver: Resolving) -> None:
    question, code = call.arguments
    if isinstance(question, (Reference, Current)) and question.name is not None:
        if question.name.type not in (Type.CHOICES, Type.CHOICE, Type.TEXT, Type.ANY):
            raise Mistake(
                question.at,
                "not_a_choice",
                "{name} has no choices: compare it with =",
                name=f"${{{question.name.name}}}",
            )
        if isinstance(code, Text):
            remark_on_code(code, question.name, resolver.scope, resolver.remarks)


def _date(call: Call, _: Resolving) -> None:
    literal = call.arguments[0]
    if isinstance(literal, Text) and literal.value and number_of_text(literal.value) != number_of_text(literal.value):
        raise Mistake(literal.at, "not_a_date", "'{text}' is not a date: write 'YYYY-MM-DD'", text=literal.value)


LITERALS: Mapping[str, Callable[[Call, Resolving], None]] = {
    "regex": _pattern,
    "format-date": _format,
    "format-date-time": _format,
    "digest": _digest,
    "selected": _selected,
    "date": _date,
    "decimal-date-time": _date,
}
