"""Draw expressions of every type, as an author could write them.

`pure` ones keep to where XPath 1.0 with ODK's functions and our typed language say the same; the others add what we
define beyond it (docs/reference/expressions.md names each), for comparing our own back ends with each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st
from tests.rooms.grammar.expressions.world import CODES, TEXTS

PATTERNS = (
    "[0-9]+",
    "[a-z]*",
    "^.+$",
    "(red|green) ?.*",
    "[^a]{1,3}",
    r"\d{4}-\d\d-\d\d",
    r"\s*\w*",
    "a|b|",
    r"[\w.-]+%?",
    "",
)

# A letter after # is a hole: w a whole number, n a number, t a text, d a date, a a dateTime, c a condition;
# l and s a number and a text that need no function; o r e a comparison; k a code, p a pattern.
_LEAVES: Mapping[str, tuple[str, ...]] = {
    "w": ("${i}", "${j}", "0", "1", "7", "365", "42"),
    "n": ("${i}", "${d}", "${e}", "0.1", "2.5", "365.25", "1000000"),
    "t": ("${t}", "${u}", "${c}", "${m}", *(f"'{text}'" for text in TEXTS if "'" not in text)),
    "d": ("${on}", "${off}", "today()", "date('2026-11-22')"),
    "a": ("${at}", "${due}", "now()", "'2026-11-22T20:30:00Z'"),
    "o": ("<", "<=", ">", ">=", "=", "!="),
    "r": ("<", "<=", ">", ">="),
    "e": ("=", "!="),
    "k": tuple(f"'{code}'" for code in CODES),
    "p": tuple(f"'{pattern}'" for pattern in PATTERNS),
}
_TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "w": (
        "(#w + #w)", "(#w - #w)", "-#w", "abs(#w)", "#w mod #w", "int(#n)", "round(#n)", "string-length(#t)",
        "count-selected(${m})", "if(#c, #w, #w)", "coalesce(${i}, #w)",
    ),
    "n": (
        "(#n + #n)", "(#n - #n - #n)", "(#n * #l)", "(#n div #n)", "-(#n)", "round(#n, 2)", "number(#t)", "number(#c)",
        "decimal-date-time(#d)", "number(${at})", "min(#n, #n)", "max(#n, #n, #n)", "if(#c, #n, #n)", "if(#c, #n, '')",
        "coalesce(#n, #n)", "sqrt(#l)", "pow(#l, 2)", "(#d - ${on})", "#w",
    ),
    "t": (
        "concat(#t, #t)", "concat(#t, #w)", "join(' ', #t, #t)", "substring-before(#t, #s)", "substring-after(#t, #s)",
        "translate(#t, 'abcé', 'xy')", "normalize-space(#t)", "if(#c, #t, #t)", "coalesce(#t, #t)", "string(#w)",
        "string(${d})", "string(#d)", "substr(#t, 1)", "substr(#t, 1, 3)",
        "selected-at(${m}, #w)", "selected-at(#t, 1)",
    ),
    "d": ("date(${at})", "date(${t})", "date(#w)", "if(#c, #d, #d)", "if(#c, #d, '')", "coalesce(#d, #d)"),
    "c": (
        "#l #o #n", "(#n) #o #n", "#t #e #t", "#d #o #d", "#a #r #a", "${on} #o '2026-11-22'", "${c} = #k",
        "${i} #e ${d}", "${on} #e ''", "${at} #e ''", "${i} #e ''", "${m} = ''", "${t} #e 7", "${t} #r #n", "#d #o #w",
        "selected(${m}, #k)", "selected(#t, #k)", "contains(#t, #t)", "starts-with(#t, #t)", "ends-with(#t, #t)",
        "regex(#t, #p)", "boolean-from-string(#t)", "boolean(string(#t))", "true()", "false()",
    ),
    "C": (
        "(#c and #c)", "(#c or #c or #c)", "#c and #c or #c", "not(#c)", "if(#c, #c, #c)", "checklist(1, #w, #c, #c)",
        "(#c) = (#c)",
    ),
}  # fmt: skip
_ROWS: Mapping[str, tuple[str, ...]] = {
    "w": ("count(${member})", "sum(${age})", "count-non-empty(${called})"),
    "n": ("max(${age}, #n)", "min(${age})"),
    "t": ("join(', ', ${called})", "concat(${called})"),
}
_BEYOND: Mapping[str, tuple[str, ...]] = {
    "n": ("decimal-time(${at})", "decimal-time(${clock})", "log(#l)", "exp(#l)", "number(${clock})"),
    "t": (
        "substr(#t, -3)", "substr(#t, 0, -2)", "string(#n)", "format-date(#d, '%d.%m.%Y')",
        "format-date(${at}, '%e %b %y (%a) %n')",
    ),
    "c": (
        "#a #o #a", "${at} #o #d", "#d #o ${due}", "${clock} #o '12:00'", "${t} #e #n", "boolean(#t)", "boolean(#n)",
        "${yes}", "${yes} #e true()", "${yes} = 'true'",
    ),
    "C": ("weighted-checklist(1, 5, #c, #w, #c, 2)", "if(#c, #n, #t) = 'a'", "if(#c, #w, #t) = 7"),
}  # fmt: skip

Draw = Callable[[st.SearchStrategy[Any]], Any]


def _templates(kind: str, pure: bool) -> tuple[str, ...]:
    return _TEMPLATES.get(kind, ()) + (_ROWS if pure else _BEYOND).get(kind, ())


def _choices(kind: str, depth: int, pure: bool) -> tuple[str, ...]:
    if kind == "c":
        return _templates("c", pure) + (_templates("C", pure) if depth > 1 else ())
    return _LEAVES.get(kind, ()) + (_templates(kind, pure) if depth > 0 else ())


def _written(draw: Draw, kind: str, depth: int, pure: bool) -> str:
    kind, depth = {"l": ("n", 0), "s": ("t", 0)}.get(kind, (kind, depth))
    first, *holes = draw(st.sampled_from(_choices(kind, depth, pure))).split("#")
    return first + "".join(_written(draw, hole[0], max(depth - 1, 0), pure) + hole[1:] for hole in holes)


@st.composite
def expressions(draw: Draw, *, pure: bool = False) -> str:
    """An expression that gives a condition, a number, a text or a date."""
    kind, depth = draw(st.sampled_from((("c", 1), ("c", 3), ("n", 3), ("t", 3), ("c", 2), ("d", 3))))
    return _written(draw, "t" if pure and kind == "d" else kind, depth, pure)
