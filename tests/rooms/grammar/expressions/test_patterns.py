"""Regular expressions: one meaning everywhere, or a refusal."""

from __future__ import annotations

import re
from typing import Any

import duckdb
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rooms.grammar.expressions.databases import column, in_duckdb, in_postgresql

from sojourn.grammar.expressions import ExpressionError, Name, Scope, Type, compile
from sojourn.grammar.expressions.library.patterns import PatternError, read_pattern

PATTERNS = (
    r"[+]?[0-9]{6,15}",
    r"^[A-Z]\d{8}$",
    r"(\w+ ?)+",
    r"[^\s@]+@[^\s@]+\.[a-z]{2,}",
    "a|b|",
    "",
    ".*",
    r"\s*",
    r"[\w.-]+",
    r"[\]a]+",
    r"[a\-z]*",
    r"x{2}y{0,1}z{1,}",
    r"(?:ab)+?c",
    r"\(\[\{\\\}\]\)",
    r"[؀-ۿ ]+",
    "é",
    r"\.",
    r"[^a-c]",
    r"\D\W\S",
    r"[\t\n]?",
    r"\u0041+",
    r"(a|(b|c)d)*",
    "^a",
    "b$",
    "[$^.]+",
    "'?",
    "%+",
    "/#&~",
    r"[\[]",
)
SUBJECTS = (
    "",
    "a",
    "abc",
    "AB12",
    "P12345678",
    "+41790000000",
    "a@b.ch",
    "a b",
    "]a]",
    "-",
    "xxyz",
    "ababc",
    "([{\\}])",
    "سلام",
    "é",
    ".",
    "d",
    "a b!",
    "\t",
    "\n",
    "a\n",
    "AAA",
    "bdcda",
    "$^.",
    "'",
    "%%",
    "/#&~",
    "[",
    "\u00a0",
    "٣",
    "Ü",
    "_",
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_python_reads_our_reading_as_it_reads_the_original(pattern: str) -> None:
    original = re.compile(pattern.replace("\\Z", ""), re.ASCII)

    for subject in SUBJECTS:
        if "\n" not in subject:
            assert bool(read_pattern(pattern).python.fullmatch(subject)) is bool(original.fullmatch(subject)), subject


@pytest.mark.parametrize(
    ("pattern", "at", "why"),
    [
        ("[a", 0, "never closed"),
        ("(a", 0, "never closed"),
        ("a)", 1, "no opening"),
        ("*a", 0, "nothing before"),
        ("a**", 2, "two repetitions"),
        ("[]", 0, "nothing in these"),
        ("[z-a]", 1, "backwards"),
        ("a{2,1}", 1, "must rise"),
        ("a{2000}", 1, "up to 1000"),
        ("a{x}", 1, "write {2}"),
        ("a\\", 1, "backslash at the end"),
        (r"\p{L}+", 0, "list the letters"),
        (r"\q", 0, "not read everywhere"),
        ("(?i)a", 0, "both cases"),
        ("(?P<x>a)", 0, "not read everywhere"),
        (r"[\D]", 1, "use [^"),
        ("[[:alpha:]]", 1, "write \\["),
        ("^*", 1, "cannot be repeated"),
        ("a++", 2, "two repetitions"),
        ("(" * 30, 20, "more than 20"),
        (r"\x00", 0, "not a character"),
        ("[a-\\d]", 1, "one character to another"),
        (r"\2(a)", 0, "group"),
    ],
)
def test_what_is_not_read_everywhere_is_refused_at_its_place(pattern: str, at: int, why: str) -> None:
    with pytest.raises(PatternError) as caught:
        read_pattern(pattern)

    assert caught.value.at == at
    assert why in caught.value.why


@pytest.mark.parametrize(
    ("pattern", "slow"),
    [
        ("(a+)+", True),
        ("(a*b?)*", True),
        ("([a-z]+,)+", True),
        ("[a-z]+,[a-z]+", False),
        ("(ab){2,3}", False),
        ("(a{3})+", False),
    ],
)
def test_a_repetition_in_a_repetition_is_called_slow(pattern: str, slow: bool) -> None:
    assert read_pattern(pattern).slow is slow


SCOPE = Scope((Name("t", Type.TEXT),))


def _agree(pattern: str, subjects: list[str], postgresql: Any, duck: Any) -> None:
    expression = compile(f"regex(${{t}}, '{pattern}')", SCOPE)
    expected = [read_pattern(pattern).python.fullmatch(subject) is not None for subject in subjects]
    rows = [{"t": subject} for subject in subjects]

    assert in_postgresql(postgresql, expression.sql("postgresql", column), rows) == expected
    assert in_duckdb(duck, expression.sql("duckdb", column), rows) == expected


@pytest.mark.parametrize("pattern", [pattern for pattern in PATTERNS if "'" not in pattern])
def test_the_databases_find_the_same(
    pattern: str, postgresql: psycopg.Connection[Any], duck: duckdb.DuckDBPyConnection
) -> None:
    _agree(pattern, list(SUBJECTS), postgresql, duck)


_PIECE = st.sampled_from(
    [
        "a",
        "b",
        "[a-c]",
        "[^b]",
        ".",
        r"\d",
        r"\w",
        r"\s",
        "(a|b)",
        "(?:ab|c)",
        "x?",
        "a*",
        "b+",
        "c{2}",
        "é",
        r"\-",
        "^",
        "$",
        r"\.",
        "[-%]",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pattern=st.lists(_PIECE, max_size=5).map("".join),
    subjects=st.lists(st.text("abcx1 .-%é\n", max_size=6), min_size=1, max_size=8),
)
def test_drawn_patterns_find_the_same(
    pattern: str, subjects: list[str], postgresql: psycopg.Connection[Any], duck: duckdb.DuckDBPyConnection
) -> None:
    _agree(pattern, subjects, postgresql, duck)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [("(?=a)a", "look ahead"), (r"(a)\1", "look back"), (r"\ba", "other things"), ("a{300}", "at most 255")],
)
def test_what_databases_cannot_is_refused_for_them_alone(pattern: str, why: str) -> None:
    expression = compile(f"regex(${{t}}, '{pattern}')", SCOPE)

    with pytest.raises(ExpressionError, match=why) as caught:
        expression.sql("duckdb", column)
    assert caught.value.place.column == 13
