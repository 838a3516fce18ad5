"""Numbers from texts and texts from numbers, so that a wrong text is no number instead of an error."""

from __future__ import annotations

from sojourn.grammar.expressions.faults import Mistake
from sojourn.grammar.expressions.sql.dialects import Dialect
from sojourn.grammar.expressions.sql.shape import Quantity, Write
from sojourn.grammar.expressions.values import LONGEST_NUMBER

MOST_WRITTEN = 1e37
_SPACES = "[ \t\r\n]*"
_NUMBER = f"^{_SPACES}-?([0-9]+([.][0-9]*)?|[.][0-9]+){_SPACES}$"
_LONG_MONTHS = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
_SHORT_MONTHS = "(0[469]|11)-(0[1-9]|[12][0-9]|30)"
_FEBRUARY = "02-(0[1-9]|1[0-9]|2[0-8])"
_LEAP_YEARS = "([0-9][0-9]([2468][048]|[13579][26]|0[48])|([02468][048]|[13579][26])00)"
_DAY = f"([0-9][0-9][0-9][0-9]-({_LONG_MONTHS}|{_SHORT_MONTHS}|{_FEBRUARY})|{_LEAP_YEARS}-02-29)"
_CLOCK = "T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?"
_OFFSET = "(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
_DATE = f"^{_DAY}$"
_INSTANT = f"^{_DAY}{_CLOCK}{_OFFSET}?$"
_BARE = f"^{_DAY}{_CLOCK}$"


def number_of_text(text: str, write: Write) -> Quantity:
    """The number or the days since 1970-01-01 written in a text; NULL for anything else."""
    trimmed = _trimmed(text, write.dialect)
    days = write.dialect.days_of_date.format(f"({trimmed})::date")
    instants = write.dialect.days_of_instant.format(_instant(trimmed, write))
    sql = (
        f"CASE WHEN {write.dialect.length.format(trimmed)} > {LONGEST_NUMBER} THEN NULL"
        f" WHEN {_matches(text, _NUMBER, write)} THEN ({trimmed})::float8"
        f" WHEN {_is_date(trimmed, write)} THEN {days}"
        f" WHEN {_is_instant(trimmed, write)} THEN {instants} END"
    )
    return Quantity(f"({sql})", 10.0**-LONGEST_NUMBER, 10.0**LONGEST_NUMBER)


def day_of_text(text: str, write: Write) -> str:
    """The date written in a text, or the local day of a dateTime or the day of a number written in it; else NULL."""
    local = write.dialect.day_of_instant.format(_instant(text, write), write.dialect.quoted(write.options.zone))
    return (
        f"(CASE WHEN {_is_date(text, write)} THEN ({text})::date"
        f" WHEN {_is_instant(text, write)} THEN {local}"
        f" ELSE {day_of_number(number_of_text(text, write), write)} END)"
    )


def day_of_number(quantity: Quantity, write: Write) -> str:
    """The date so many whole days after 1970-01-01, between the years 1 and 9999; else NULL."""
    day = write.dialect.day_of_number.format(quantity.sql)
    return f"CASE WHEN trunc({quantity.sql}) BETWEEN -719162 AND 2932896 THEN {day} END"


def instant_of_text(text: str, write: Write) -> str:
    """The instant written in a text, or NULL."""
    midnight = f"({text} || 'T00:00:00Z')::timestamptz"
    instant = f"WHEN {_is_instant(text, write)} THEN {_instant(text, write)}"
    return f"(CASE {instant} WHEN {_is_date(text, write)} THEN {midnight} END)"


def text_of_number(quantity: Quantity, write: Write, at: int) -> str:
    """A number as XPath writes it."""
    number = quantity.sql
    if write.dialect.name == "postgresql":
        return f"COALESCE({write.dialect.number_text.format(number)}, 'NaN')"
    if quantity.most > MOST_WRITTEN:
        raise Mistake(at, "no_sql", "this number could be too long to be written as a text there")
    whole = f"({number})::text::DECIMAL(38, 0)::text"
    decimals = f"rtrim(({number})::text::DECIMAL(38, 22)::text, '0')"
    infinite = f"WHEN abs({number}) > '1e300'::float8 THEN CASE WHEN {number} > 0 THEN 'Infinity' ELSE '-Infinity' END"
    return (
        f"(CASE WHEN {number} IS NULL THEN 'NaN' {infinite if quantity.infinite else ''}"
        f" WHEN {number} = trunc({number}) THEN {whole} ELSE {decimals} END)"
    )


def _instant(text: str, write: Write) -> str:
    return f"(CASE WHEN {_matches(text, _BARE, write)} THEN {text} || 'Z' ELSE {text} END)::timestamptz"


def _is_date(text: str, write: Write) -> str:
    return f"({_matches(text, _DATE, write)} AND left({text}, 4) <> '0000')"


def _is_instant(text: str, write: Write) -> str:
    return f"({_matches(text, _INSTANT, write)} AND left({text}, 4) <> '0000')"


def _matches(text: str, pattern: str, write: Write) -> str:
    return write.dialect.matches.format(text, write.dialect.quoted(pattern))


def _trimmed(text: str, dialect: Dialect) -> str:
    return f"{'btrim' if dialect.name == 'postgresql' else 'trim'}({text}, ' \t\r\n')"
