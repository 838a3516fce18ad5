"""Write docs/reference/expressions.md from the function list: `python -m sojourn.grammar.expressions.reference`."""

from __future__ import annotations

from sojourn.grammar.expressions.functions import FUNCTIONS
from sojourn.grammar.expressions.functions.row import Function
from sojourn.grammar.expressions.parser import DEEPEST
from sojourn.grammar.expressions.scope import Type
from sojourn.grammar.expressions.sql.answers import SQL_TYPES
from sojourn.grammar.expressions.tokens import LONGEST

_HEAD = """\
# Expressions

The one language for `relevant`, `constraint`, `calculation`, `required`, `choice_filter`, guards, values, clocks and
measures is the one of XLSForm cells: XPath 1.0 with the functions of ODK XForms. What works over a form works in ODK
Collect, too. This page is made by `python -m sojourn.grammar.expressions.reference`; do not edit it by hand.

| written | means |
|---|---|
| `${{age}}` | the answer to a question, or a name of the case such as `${{clock.cooling_off.due}}` |
| `${{document}}` inside `count()` or `indexed-repeat()` | the rows of a repeat |
| `.` | the answer being checked, in a constraint |
| `position(..)` | the number of the row around us |
| `'text'` or `"text"` | a text; a quote of the same kind cannot stand inside |
| `country` in a choice filter | a column of the choice list |
| `and or = != < <= > >= + - * div mod ( )` | operators, in XPath's order of strength |

Paths (`/data/age`), square brackets, `|` and attributes are refused with the way to write it instead. An expression has
at most {longest:,} characters and {deepest} levels inside each other.

## Types

| type | stored as | column type in SQL |
|---|---|---|
{types}

A missing answer is an empty text, and as a number it is NaN: every comparison with it is false, except `!=`, which is
true. So `${{age}} < 18` and `${{age}} >= 18` are both false while the age is not known; `${{age}} = ''` asks whether
it is missing. In SQL, NULL stands for NaN, and no comparison gives NULL.

## Where this says more than XPath

- **Numbers in answers are numbers.** `${{a}} = ${{b}}` compares 12.50 and 12.5 as equal, as in Collect.
- **Dates are dates.** A date is its days since 1970-01-01, a dateTime its instant. Beside a date a dateTime counts by
  its day in the office's zone, so that a session that ends today is `<= today()`; two dateTimes compare by instant, not
  by the way they are written. A text beside a date must be written YYYY-MM-DD, and this is checked.
- **A condition must be one.** `if(${{consent}}, …)` is refused for texts, codes and dates, since 'no' would count as
  yes; `boolean()` asks for it openly.
- **One value or many.** A name asked in each row of a repeat is refused outside it, unless a function takes them all;
  inside the repeat it is the answer of the same row.
- **Zero has no sign**: `1 div 0` is Infinity, `0 div 0` is NaN.
- **`sum`, `min`, `max` pass over missing answers**, as Collect does; XPath would give NaN.
- **`regex` must match the whole text**, as in Collect. Patterns are read by one reader, so that Collect, Python and the
  databases agree: `\\d \\w \\s` are ASCII, `.` is anything but a line end; flags, `\\p{{…}}` and what else is not
  read everywhere is refused at its column.
- **A code that is not in its list** and a select-multiple compared with `=` give a notice to the author.

## Functions

### Done

"SQL" says whether a measure can use the function; the words are the reason when it cannot.

| function | gives | what it does | SQL |
|---|---|---|---|
{done}

In SQL `substr`, `pow` and the decimals of `round` need written numbers, `mod` whole numbers, `format-date` a date,
`regex` no look-around.

### Of the ODK list, refused

| function | why, and what to write instead |
|---|---|
{refused}

### Not of the ODK list, and refused with a hint

| function | what to write instead |
|---|---|
{elsewhere}
"""

_STORED = {
    Type.TEXT: "text",
    Type.INTEGER: "whole number",
    Type.DECIMAL: "text such as `12.50`",
    Type.NUMBER: "whole number, or text such as `12.5`",
    Type.DATE: "`2026-03-01`",
    Type.DATETIME: "`2026-03-01T10:00:00.000+03:00`",
    Type.TIME: "`10:30` or `10:30:00`",
    Type.BOOLEAN: "true or false",
    Type.CHOICE: "a code",
    Type.CHOICES: "a list of codes",
    Type.GEOPOINT: "`latitude longitude altitude accuracy`",
    Type.FILE: "the attachment's id",
}
_GIVES = {None: "as its values", Type.BOOLEAN: "condition", Type.DECIMAL: "number", Type.INTEGER: "whole number"}


def page() -> str:
    """The whole page as Markdown."""
    rows = list(FUNCTIONS.values())
    return _HEAD.format(
        longest=LONGEST,
        deepest=DEEPEST,
        types="\n".join(f"| {type} | {stored} | {SQL_TYPES[type]} |" for type, stored in _STORED.items()),
        done="\n".join(_done(row) for row in rows if not row.refused),
        refused="\n".join(_refused(row) for row in rows if row.group == "refused"),
        elsewhere="\n".join(_refused(row) for row in rows if row.group == "elsewhere"),
    )


def _done(row: Function) -> str:
    gives = _GIVES.get(row.gives, row.gives and row.gives.value)
    return f"| `{row.signature}` | {gives} | {row.does} | {row.no_sql or 'yes'} |"


def _refused(row: Function) -> str:
    return f"| `{row.signature}` | {row.refused} |"


if __name__ == "__main__":
    print(page(), end="")
