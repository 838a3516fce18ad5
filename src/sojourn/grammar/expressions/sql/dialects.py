"""The words in which PostgreSQL and DuckDB differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

DialectName = Literal["postgresql", "duckdb"]
EPOCH = "DATE '1970-01-01'"
_PLAIN = re.compile(r"[^\\%\x00]*")


@dataclass(frozen=True)
class Dialect:
    """Fragments of one dialect; `{0}`, `{1}` are SQL of the kinds that the name says."""

    name: DialectName
    days_of_date: str
    days_of_instant: str
    fraction_of_time: str
    time_of_instant: str
    day_of_instant: str
    day_of_number: str
    date_text: str
    formatted: str
    signs: Mapping[str, str]
    number_text: str
    length: str
    spaces: str
    ends_with: str
    full_match: str
    matches: str
    list_has: str
    list_length: str
    list_text: str
    list_at: str
    words: str

    def quoted(self, text: str) -> str:
        """A text literal; without a percent sign for PostgreSQL, where drivers look for parameters."""
        doubled = text.replace("'", "''")
        if self.name == "duckdb" or _PLAIN.fullmatch(text):
            return f"'{doubled}'"
        return "E'" + doubled.replace("\\", "\\\\").replace("%", r"\x25") + "'"

    def number(self, value: float) -> str:
        """A double literal."""
        return f"'{value!r}'::float8" if value - value == 0 else f"'{'-' if value < 0 else ''}Infinity'::float8"


POSTGRESQL = Dialect(
    name="postgresql",
    days_of_date=f"({{0}} - {EPOCH})::float8",
    days_of_instant="((extract(epoch from {0}) * 1000000)::float8 / '86400000000'::float8)",
    fraction_of_time="((extract(epoch from {0}) * 1000000)::float8 / '86400000000'::float8)",
    time_of_instant="({0} AT TIME ZONE {1})::time",
    day_of_instant="({0} AT TIME ZONE {1})::date",
    day_of_number=f"({EPOCH} + trunc({{0}})::integer)",
    date_text="to_char({0}, 'YYYY-MM-DD')",
    formatted="to_char({0}, '{1}')",
    signs={"Y": "YYYY", "y": "YY", "m": "MM", "n": "FMMM", "b": "Mon", "d": "DD", "e": "FMDD", "a": "Dy"},
    number_text="({0})::text::numeric::text",
    length="char_length({0})",
    spaces="btrim(regexp_replace({0}, '[ \t\r\n]+', ' ', 'g'), ' ')",
    ends_with="(right({0}, char_length({1})) = {1})",
    full_match="({0} ~ {1})",
    matches="({0} ~ {1})",
    list_has="COALESCE({1} = ANY({0}), FALSE)",
    list_length="COALESCE(cardinality({0}), 0)",
    list_text="COALESCE(array_to_string({0}, ' '), '')",
    list_at="({0})[({1})::integer + 1]",
    words="array_remove(string_to_array({0}, ' '), '')",
)

DUCKDB = Dialect(
    name="duckdb",
    days_of_date=f"date_diff('day', {EPOCH}, {{0}})::float8",
    days_of_instant="(epoch_us({0})::float8 / '86400000000'::float8)",
    fraction_of_time="(epoch_us({0})::float8 / '86400000000'::float8)",
    time_of_instant="timezone({1}, {0})::time",
    day_of_instant="timezone({1}, {0})::date",
    day_of_number=f"({EPOCH} + trunc({{0}})::integer)",
    date_text="strftime({0}, '%Y-%m-%d')",
    formatted="strftime({0}, '{1}')",
    signs={"Y": "%Y", "y": "%y", "m": "%m", "n": "%-m", "b": "%b", "d": "%d", "e": "%-d", "a": "%a"},
    number_text="",
    length="length({0})",
    spaces="trim(regexp_replace({0}, '[ \t\r\n]+', ' ', 'g'), ' ')",
    ends_with="suffix({0}, {1})",
    full_match="regexp_full_match({0}, {1})",
    matches="regexp_matches({0}, {1})",
    list_has="COALESCE(list_contains({0}, {1}), FALSE)",
    list_length="COALESCE(len({0}), 0)",
    list_text="COALESCE(array_to_string({0}, ' '), '')",
    list_at="({0})[({1})::integer + 1]",
    words="regexp_extract_all({0}, '[^ ]+')",
)

DIALECTS: dict[DialectName, Dialect] = {"postgresql": POSTGRESQL, "duckdb": DUCKDB}
