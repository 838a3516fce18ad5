"""The rows of the function list that work, group by group as in the ODK XForms specification."""

from __future__ import annotations

from functools import partial

from sojourn.grammar.expressions.functions.row import Function, Take
from sojourn.grammar.expressions.scope import Type

S, N, C, V, L, R = Take.STRING, Take.NUMBER, Take.TRUTH, Take.VALUE, Take.LITERAL, Take.NODES
_ROWS = "it looks at many rows; a measure sees one row at a time"
_CHANCE = "it would give another value every time"
_LABELS = "labels depend on the reader's language"
_PLACES = "geography is not computed in the database"
_HERE = "it depends on where in a form we stand"

_text = partial(Function, group="text", gives=Type.TEXT)
_test = partial(Function, group="condition", gives=Type.BOOLEAN)
_math = partial(Function, group="number", gives=Type.DECIMAL)
_date = partial(Function, group="date and time")
_list = partial(Function, group="select")
_rows = partial(Function, group="rows", no_sql=_ROWS)
_geo = partial(Function, group="place", gives=Type.DECIMAL, no_sql=_PLACES)

TEXTS = (
    _text("string", "string(value)",
          "the value as text; 14.0 is written 14, a missing answer is empty", (V,), least=1, most=1),
    _text("concat", "concat(value, …)",
          "all values one after the other; of a repeat, all its answers", (R,), least=1, most=None),
    _text("join", "join(separator, values, …)",
          "all values with the separator between them", (S, R), least=1, most=None),
    _text("substr", "substr(text, start, end?)",
          "from position start (counted from 0) up to but without end; negative counts from the end",
          (S, N, N), least=2, most=3),
    _text("substring-before", "substring-before(text, part)",
          "what stands before the first occurrence, else empty", (S, S), least=2, most=2),
    _text("substring-after", "substring-after(text, part)",
          "what stands after the first occurrence, else empty", (S, S), least=2, most=2),
    _text("translate", "translate(text, from, to)",
          "each character of `from` replaced by the one at its place in `to`, or left out",
          (S, S, S), least=3, most=3),
    _text("string-length", "string-length(text)",
          "the number of characters", (S,), gives=Type.INTEGER, least=1, most=1),
    _text("normalize-space", "normalize-space(text?)",
          "without spaces at the ends, single spaces inside; without an argument of `.`",
          (S,), least=0, most=1),
    _text("contains", "contains(text, part)", "whether the part occurs", (S, S), gives=Type.BOOLEAN, least=2, most=2),
    _text("starts-with", "starts-with(text, part)",
          "whether it begins so", (S, S), gives=Type.BOOLEAN, least=2, most=2),
    _text("ends-with", "ends-with(text, part)", "whether it ends so", (S, S), gives=Type.BOOLEAN, least=2, most=2),
    _text("uuid", "uuid(length?)",
          "a random identifier, or so many random characters", (N,), least=0, most=1, no_sql=_CHANCE),
    _text("digest", "digest(text, algorithm, encoding?)",
          "MD5, SHA-1, SHA-256, SHA-384 or SHA-512 of the text, as base64 (default) or hex",
          (S, L, L), least=2, most=3, no_sql="databases differ in the algorithms they have"),
    _text("base64-decode", "base64-decode(text)",
          "the text behind a base64 text; empty when it is none", (S,), least=1, most=1,
          no_sql="a wrong input would stop the whole measure"),
)  # fmt: skip

CONDITIONS = (
    _test("if", "if(condition, then, else)", "one of two values", (C, V, V), gives=None, least=3, most=3),
    _test("coalesce", "coalesce(value, otherwise)",
          "the first of the two that is not missing", (V, V), gives=None, least=2, most=2),
    _test("once", "once(value)",
          "the value kept from before, or the new one when there was none", (V,), gives=None, least=1, most=1,
          no_sql=_HERE),
    _test("true", "true()", "yes"),
    _test("false", "false()", "no"),
    _test("boolean", "boolean(value)", "whether a text is not empty, or a number is not 0", (C,), least=1, most=1),
    _test("boolean-from-string", "boolean-from-string(text)",
          "whether the text is 'true' or '1'", (S,), least=1, most=1),
    _test("not", "not(condition)", "the opposite", (C,), least=1, most=1),
    _test("regex", "regex(text, 'pattern')",
          "whether the whole text matches the pattern, which is written in quotes", (S, L), least=2, most=2),
    _test("checklist", "checklist(least, most, condition, …)",
          "whether so many conditions hold; -1 means no bound", (N, N, C), least=2, most=None),
    _test("weighted-checklist", "weighted-checklist(least, most, condition, weight, …)",
          "whether the weights of the conditions that hold add up to a number between the two bounds",
          (N, N, V), least=2, most=None),
)  # fmt: skip

NUMBERS = (
    _math("number", "number(value)",
          "the value as a number; a date is its days since 1970-01-01; unreadable is NaN",
          (V,), gives=Type.NUMBER, least=1, most=1),
    _math("random", "random()", "a number from 0 up to but without 1", no_sql=_CHANCE),
    _math("int", "int(number)", "without its fraction", (N,), gives=Type.INTEGER, least=1, most=1),
    _math("round", "round(number, decimals?)",
          "rounded; halves go up (2.5 is 3, -2.5 is -2)", (N, N), gives=Type.NUMBER, least=1, most=2),
    _math("abs", "abs(number)", "without its sign", (N,), gives=Type.NUMBER, least=1, most=1),
    _math("pow", "pow(number, power)", "to the power", (N, N), least=2, most=2),
    _math("sqrt", "sqrt(number)", "the square root", (N,), least=1, most=1),
    _math("exp", "exp(number)", "e to the power", (N,), least=1, most=1),
    _math("exp10", "exp10(number)", "10 to the power", (N,), least=1, most=1),
    _math("log", "log(number)", "the natural logarithm", (N,), least=1, most=1),
    _math("log10", "log10(number)", "the logarithm to base 10", (N,), least=1, most=1),
    _math("sin", "sin(radians)", "the sine", (N,), least=1, most=1),
    _math("cos", "cos(radians)", "the cosine", (N,), least=1, most=1),
    _math("tan", "tan(radians)", "the tangent", (N,), least=1, most=1),
    _math("asin", "asin(number)", "the angle with this sine", (N,), least=1, most=1),
    _math("acos", "acos(number)", "the angle with this cosine", (N,), least=1, most=1),
    _math("atan", "atan(number)", "the angle with this tangent", (N,), least=1, most=1),
    _math("atan2", "atan2(y, x)", "the angle of the point x, y", (N, N), least=2, most=2),
    _math("pi", "pi()", "3.14159…"),
)  # fmt: skip

DATES = (
    _date("today", "today()", "the day, in the office's zone", gives=Type.DATE),
    _date("now", "now()", "the instant, with the offset of the office's zone", gives=Type.DATETIME),
    _date("date", "date(value)",
          "the day of a dateTime, of a text, or so many days after 1970-01-01; empty when there is none",
          (V,), gives=Type.DATE, least=1, most=1),
    _date("decimal-date-time", "decimal-date-time(value)", "days since 1970-01-01 UTC, with the fraction of the day",
          (V,), gives=Type.NUMBER, least=1, most=1),
    _date("decimal-time", "decimal-time(value)",
          "the time of day as a fraction: noon is 0.5", (V,), gives=Type.DECIMAL, least=1, most=1),
    _date("format-date", "format-date(value, 'format')",
          "a date written with %Y %y %m %n %b %d %e %a (English names)", (V, L), gives=Type.TEXT, least=2, most=2),
    _date("format-date-time", "format-date-time(value, 'format')", "the same, and %H %h %M %S %3",
          (V, L), gives=Type.TEXT, least=2, most=2, no_sql="formats belong to a page, not to a measure"),
)  # fmt: skip

SELECTS = (
    _list("selected", "selected(list, code)",
          "whether the code is among the chosen ones", (V, S), Type.BOOLEAN, 2, 2),
    _list("selected-at", "selected-at(list, index)",
          "the chosen code at this place, counted from 0; empty when there is none", (V, N), Type.TEXT, 2, 2),
    _list("count-selected", "count-selected(list)", "how many codes are chosen", (V,), Type.INTEGER, 1, 1),
    _list("jr:choice-name", "jr:choice-name(code, '${question}')",
          "the label of a code in the reader's language", (S, L), Type.TEXT, 2, 2, no_sql=_LABELS),
)  # fmt: skip

ROWS = (
    _rows("count", "count(rows)", "how many rows or answers", (R,), Type.INTEGER, 1, 1),
    _rows("count-non-empty", "count-non-empty(answers)", "how many of them are given", (R,), Type.INTEGER, 1, 1),
    _rows("sum", "sum(answers)", "their sum; missing ones do not count", (R,), Type.NUMBER, 1, 1),
    _rows("min", "min(values, …)", "the least; missing ones do not count", (R,), Type.NUMBER, 1, None, no_sql=""),
    _rows("max", "max(values, …)", "the greatest; missing ones do not count", (R,), Type.NUMBER, 1, None, no_sql=""),
    _rows("position", "position(..)", "the number of the row around us, counted from 1", (V,), Type.INTEGER, 1, 1),
    _rows("indexed-repeat", "indexed-repeat(answer, repeat, index, …)",
          "the answer in the row with this number; up to three repeats deep",
          (R, R, N), None, 3, 7),
)  # fmt: skip

PLACES = (
    _geo("distance", "distance(points, …)", "metres along the points, on a sphere", (R,), least=1, most=None),
    _geo("area", "area(points)", "square metres inside the points, on a sphere", (R,), least=1, most=1),
    _geo("geofence", "geofence(point, shape)",
         "whether the point lies inside the shape", (S, S), gives=Type.BOOLEAN, least=2, most=2),
)  # fmt: skip
