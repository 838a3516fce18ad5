"""A second opinion: the same expression asked of elementpath, an independent XPath 1.0, over an XML of the answers.

elementpath knows XPath 1.0; the functions that ODK adds are written here once more, from the specification, and as
differently as possible from ours. Where elementpath itself leaves XPath 1.0 it is put right, and only there: its
`=` never makes a number of a node or text (section 3.4), its number() reads '1e3' and '+5', its numbers are decimals
instead of doubles, its `mod` takes Python's sign, and an infinite number is written INF.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Any

from elementpath import XPath1Parser, XPathContext, get_node_tree
from elementpath.xpath_nodes import XPathNode

from sojourn.kernel import moment

_REWRITTEN = re.compile(
    r"('[^']*')|\$\{(\w+)\}|(?<![\w.])(\d+(?:\.\d*)?|\.\d+)|(?<![\w-])(number|round|sum|string|concat|normalize-space)\("
)
_PLAIN_NUMBER = re.compile(r"\s*-?(\d+(\.\d*)?|\.\d+)\s*", re.ASCII)


class Parser(XPath1Parser):
    """XPath 1.0 with the functions of ODK XForms."""


def text_of(value: Any) -> str:
    """XPath's string()."""
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, XPathNode):
        return value.compat_string_value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value != value or math.isinf(value):
            return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
        value = value or 0
        shown = f"{value:.17g}" if float(f"{value:.15g}") != value else f"{value:.15g}"
        return shown if "e" not in shown else f"{value:.20f}".rstrip("0").rstrip(".")
    return "" if value is None or value == [] else str(value)


def number_of(value: Any) -> float:
    """XPath's number(), with ODK's reading of dates."""
    if isinstance(value, (bool, int, float)):
        return float(value)
    text = text_of(value)
    if _PLAIN_NUMBER.fullmatch(text):
        return float(text)
    try:
        stripped = text.strip(" \t\r\n")
        if re.fullmatch(r"\d{4}-\d\d-\d\d", stripped, re.ASCII):
            return float((dt.date(*map(int, stripped.split("-"))) - dt.date(1970, 1, 1)).days)
        if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", stripped, re.ASCII):
            at = dt.datetime.fromisoformat(stripped)
            return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).timestamp() / 86400
    except ValueError:
        pass
    return math.nan


def truth_of(value: Any) -> bool:
    """XPath's boolean()."""
    if isinstance(value, (bool, int, float)):
        return value == value and value != 0
    return value != [] and (isinstance(value, list) or text_of(value) != "")


def _argument(token: Any, context: Any, index: int) -> Any:
    items = list(token[index].select(copy(context)))
    return items[0] if len(items) == 1 else items


def _register(name: str, function: Callable[..., Any], least: int, most: int | None = -1) -> None:
    arity = least if most == -1 else (least, most)

    @Parser.method(Parser.function(name, nargs=arity))  # type: ignore[untyped-decorator]
    def evaluate_(self: Any, context: Any = None) -> Any:
        if context is None:
            return []
        return function(*[(lambda index=index: _argument(self, context, index)) for index in range(len(self))])


def _operator(sign: str, function: Callable[[Any, Any], Any]) -> None:
    @Parser.method(sign)  # type: ignore[untyped-decorator]
    def evaluate_(self: Any, context: Any = None) -> Any:
        if len(self) == 1:
            return -number_of(_argument(self, context, 0))
        return function(_argument(self, context, 0), _argument(self, context, 1))


def _divided(left: float, right: float) -> float:
    if right == 0:
        return math.nan if left == 0 or left != left else math.inf if left > 0 else -math.inf
    return left / right


def _remainder(left: float, right: float) -> float:
    if right == 0 or right != right or left - left != 0:
        return math.nan
    return left if math.isinf(right) else left - right * math.trunc(left / right)


def _round_half_up(number: float, places: int = 0) -> float:
    if number - number != 0:
        return number
    from fractions import Fraction

    scaled = Fraction(repr(number)) * 10**places + Fraction(1, 2)
    return float(Fraction(math.floor(scaled)) / 10**places)


def _nodes(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _given_numbers(*values: Any) -> list[float]:
    numbers = [number_of(one) for value in values for one in _nodes(value())]
    return [number for number in numbers if number == number]


def _lazily(function: Callable[..., Any], *converts: Callable[[Any], Any]) -> Callable[..., Any]:
    def applied(*values: Any) -> Any:
        reads = [*converts, *[converts[-1]] * len(values)]
        return function(*[read(value()) for read, value in zip(reads, values, strict=False)])

    return applied


def _equal(left: Any, right: Any) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return truth_of(left) is truth_of(right)
    if isinstance(left, (int, float)) or isinstance(right, (int, float)):
        return number_of(left) == number_of(right)
    return text_of(left) == text_of(right)


def _words(text: str) -> list[str]:
    return [word for word in text.split(" ") if word]


def _at(text: str, index: float) -> str:
    words = _words(text)
    return words[int(index)] if index >= 0 and index < len(words) else ""


def _slice(text: str, start: float, end: float = 10**9) -> str:
    return text[int(start) : int(end)]


def _checked(low: float, high: float, *tests: bool) -> bool:
    return all((low < 0 or sum(tests) >= low, high < 0 or sum(tests) <= high))


def _day(value: Any) -> str:
    days = number_of(value)
    if days != days or not -719162 <= math.trunc(days) <= 2932896:
        return ""
    days = math.floor(days) if "-" in text_of(value)[1:] else math.trunc(days)
    return (dt.date(1970, 1, 1) + dt.timedelta(days=int(days))).isoformat()


S, N, B = text_of, number_of, truth_of

for _sign, _compare in (
    ("<", lambda a, b: a < b), ("<=", lambda a, b: a <= b), (">", lambda a, b: a > b), (">=", lambda a, b: a >= b),
    ("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("*", lambda a, b: a * b), ("div", _divided),
    ("mod", _remainder),
):  # fmt: skip
    _operator(_sign, lambda left, right, compare=_compare: compare(number_of(left), number_of(right)))

_operator("=", _equal)
_operator("!=", lambda left, right: not _equal(left, right))
_register("today", lambda: dt.datetime.fromtimestamp(moment.now().timestamp(), dt.UTC).strftime("%Y-%m-%d"), 0)
_register("now", lambda: moment.now().isoformat(), 0)
_register("if", lambda test, then, other: then() if B(test()) else other(), 3)
_register("coalesce", lambda one, other: other() if (value := one()) != value or S(value) == "" else value, 2)
_register("selected", _lazily(lambda words, code: code.strip(" ") in _words(words), S, S), 2)
_register("selected-at", _lazily(_at, S, N), 2)
_register("count-selected", _lazily(lambda words: float(len(_words(words))), S), 1)
_register("regex", _lazily(lambda text, pattern: re.fullmatch(pattern, text, re.ASCII) is not None, S, S), 2)
_register("odk-number", _lazily(float, N), 1)
_register("decimal-date-time", _lazily(float, N), 1)
_register("date", _lazily(_day, lambda value: value), 1)
_register("int", _lazily(lambda number: number if number - number != 0 else float(int(number)), N), 1)
_register("odk-round", _lazily(lambda number, places=0.0: _round_half_up(number, int(places)), N), 1, 2)
_register("abs", _lazily(abs, N), 1)
_register("pow", _lazily(lambda base, power: base**power, N), 2)
_register("sqrt", _lazily(lambda number: math.sqrt(number) if number >= 0 else math.nan, N), 1)
_register("min", lambda *values: min(_given_numbers(*values), default=math.nan), 1, None)
_register("max", lambda *values: max(_given_numbers(*values), default=math.nan), 1, None)
_register("odk-sum", lambda *values: math.fsum(_given_numbers(*values)), 1)
_register("count-non-empty", lambda nodes: float(sum(S(node) != "" for node in _nodes(nodes()))), 1)
_register("ends-with", _lazily(lambda text, end: text[len(text) - len(end) :] == end or not end, S), 2)
_register("substr", _lazily(_slice, S, N), 2, 3)
_register("odk-concat", lambda *values: "".join(S(one) for value in values for one in _nodes(value())), 1, None)
_register("join", lambda mark, *values: S(mark()).join(S(one) for value in values for one in _nodes(value())), 1, None)
_register("boolean-from-string", _lazily(lambda text: text.lower() == "true" or text == "1", S), 1)
_register("checklist", _lazily(_checked, N, N, B), 2, None)
_register("odk-string", _lazily(str, S), 1)
_register("odk-normalize-space", _lazily(lambda text: re.sub("[ \t\r\n]+", " ", text).strip(" "), S), 1)
Parser.build()


def document(answers: Mapping[str, Any], names: Sequence[str], root: str = "data") -> ET.Element:
    """The answers as the XML instance a phone would send; what is missing is an empty element."""
    element = ET.Element(root)
    for row in answers.get("member", ()):
        element.append(document(row, tuple(row), "member"))
    for name in names:
        value = answers.get(name)
        ET.SubElement(element, name).text = " ".join(value) if isinstance(value, list) else written(value)
    return element


def written(value: Any) -> str | None:
    """An answer as the text of its element."""
    if value is None or isinstance(value, str):
        return value
    return text_of(value)


def path_of(text: str, paths: Mapping[str, str]) -> str:
    """An XLSForm expression as XPath, the way pyxform writes it; numbers become doubles."""

    def replaced(match: re.Match[str]) -> str:
        quoted, name, number, function = match.groups()
        if function:
            return f"odk-{function}("
        return quoted or (f"odk-number('{number}')" if number else paths[name])

    return _REWRITTEN.sub(replaced, text)


def parsed(text: str, paths: Mapping[str, str]) -> Any:
    """The expression as elementpath reads it."""
    return Parser().parse(path_of(text, paths))


def ask(token: Any, tree: ET.Element) -> Any:
    """What elementpath makes of a parsed expression over an instance."""
    return token.evaluate(XPathContext(root=get_node_tree(ET.ElementTree(tree))))
