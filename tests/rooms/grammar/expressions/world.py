"""The little form that these tests ask about: one name of every type, and what answers it may have."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from sojourn.grammar.expressions import Name, Scope, Type

CODES = ("red", "green", "blue", "1")
NAMES = (
    Name("i", Type.INTEGER),
    Name("j", Type.INTEGER),
    Name("d", Type.DECIMAL),
    Name("e", Type.DECIMAL),
    Name("t", Type.TEXT),
    Name("u", Type.TEXT),
    Name("c", Type.CHOICE, list_name="colours"),
    Name("m", Type.CHOICES, list_name="colours"),
    Name("on", Type.DATE),
    Name("off", Type.DATE),
    Name("at", Type.DATETIME),
    Name("due", Type.DATETIME),
    Name("clock", Type.TIME),
    Name("yes", Type.BOOLEAN),
)
ROWS = (
    Name("member", Type.ROWS),
    Name("age", Type.INTEGER, ("member",)),
    Name("called", Type.TEXT, ("member",)),
)
SCOPE = Scope((*NAMES, *ROWS), choices={"colours": CODES})
ZONE = ZoneInfo("Africa/Addis_Ababa")

TEXTS = (
    "", "a", "Testperson Alder", "14", " 7 ", "-3.5", ".5", "5.", "1e3", "2026-02-28", "2025-02-29", "2024-02-29",
    "2026-11-22T10:00:00+03:00", "2026-11-22T21:30:00.250Z", "2026-11-22T08:15", "0000-01-01", "true", "1", "x y  z",
    "O'Neil", "100%", "back\\slash", "سلام", "Ä\u00a0ö", "red green", "\ttab\n",
)  # fmt: skip
_INTEGERS = st.one_of(st.integers(-20, 20), st.integers(-(2**53), 2**53))
_DECIMALS = st.decimals(-10000, 10000, places=2).map(lambda number: format(number, "f"))
_DATES = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.sampled_from(("2026-11-22", "2026-11-21", "2024-02-29", "2008-05-17")),
)
_OFFSETS = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
_INSTANTS = st.one_of(
    st.datetimes(min_value=datetime(1970, 1, 2), timezones=_OFFSETS).map(
        lambda at: at.isoformat(timespec="milliseconds")
    ),
    st.sampled_from(("2026-11-22T23:30:00+03:00", "2026-11-22T20:30:00Z", "2026-11-22T22:00:00.000+00:00")),
)
_TIMES = st.sampled_from(("00:00", "08:15", "12:00", "12:00:00", "23:59:59.250"))
_TEXTS = st.one_of(st.sampled_from(TEXTS), st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=6))

ANSWERS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "i": _INTEGERS,
        "j": _INTEGERS,
        "d": _DECIMALS,
        "e": _DECIMALS,
        "t": _TEXTS,
        "u": _TEXTS,
        "c": st.sampled_from(CODES),
        "m": st.lists(st.sampled_from(CODES), unique=True),
        "on": _DATES,
        "off": _DATES,
        "at": _INSTANTS,
        "due": _INSTANTS,
        "clock": _TIMES,
        "yes": st.booleans(),
    },
)

_ROW = st.fixed_dictionaries({}, optional={"age": st.integers(0, 99), "called": _TEXTS})
MEMBERS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(_ROW, max_size=3)
