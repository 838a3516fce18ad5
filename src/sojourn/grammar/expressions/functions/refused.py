"""The rows of the function list that are refused, each with the reason and what to write instead."""

from __future__ import annotations

from sojourn.grammar.expressions.functions.row import Function

# The two dates as numbers such as 20261122; their difference counts whole years, on the birthday, too.
_DIGITS = "number(format-date({}, '%Y%m%d'))"
_WHY = {
    "pulldata(instance, wanted, key, value)": "answers are not looked up in files: use a code list or the case's names",
    "instance(id)": "secondary lists are not read by path: use choice_filter, or the case's own names",
    "current()": "it is only useful inside instance(), which is refused",
    "randomize(answers, seed?)": "the order of choices is set by the choice list, not by an expression",
    "jr:itext(id)": "labels are chosen by the form itself: use jr:choice-name()",
    "intersects(shape)": "the crossing of a shape's own lines is not computed here",
    "extract-signed(text, key)": "signed texts are checked by the server, not by a form",
    "last-saved#name": "an earlier entry is read from the case: write its name, such as ${form.question}",
    "property(name)": "the device's properties are not known to the server",
    "version()": "each entry already names its form version",
    "depend(value, …)": "dependencies are found by the compiler; write the value alone",
    "is-selected(list, code)": "write selected(list, code)",
    "enclosed-area(points)": "write area(points)",
    "date-time(value)": "write the dateTime itself, or date(value) for its day",
    "last()": "write count() of the repeat",
    "id(value)": "questions are written ${name}",
    "lang(code)": "the language is the reader's, not the entry's",
    "local-name(node?)": "questions are written ${name}",
    "name(node?)": "questions are written ${name}",
    "namespace-uri(node?)": "questions are written ${name}",
    "substring(text, start, length?)": "write substr(text, start, end), which counts from 0",
    "floor(number)": "Collect does not know it: write int(number), or round(number - 0.5)",
    "ceiling(number)": "Collect does not know it: write int(number), or round(number + 0.5)",
    "upper-case(text)": "Collect does not know it: write translate(text, 'abc…', 'ABC…')",
    "lower-case(text)": "Collect does not know it: write translate(text, 'ABC…', 'abc…')",
    "string-join(values, separator)": "write join(separator, values)",
    "matches(text, pattern)": "write regex(text, 'pattern')",
    "exists(value)": "write value != ''",
    "age(date)": "Collect does not know it: write int(("
    + _DIGITS.format("today()")
    + " - "
    + _DIGITS.format("${born}")
    + ") div 10000)",
}
# Functions of the ODK list stand here too when they are refused; the others are what authors try by mistake.
_OF_ODK = {
    "pulldata",
    "instance",
    "current",
    "randomize",
    "jr:itext",
    "intersects",
    "extract-signed",
    "last-saved#name",
}


def _row(signature: str, why: str) -> Function:
    name = signature.split("(", maxsplit=1)[0]
    group = "refused" if name in _OF_ODK else "elsewhere"
    return Function(name, signature, why, group=group, refused=why, no_sql=why)


REFUSED = tuple(_row(signature, why) for signature, why in _WHY.items())
