"""The page that is committed is the page that the function list writes."""

from __future__ import annotations

from pathlib import Path

from sojourn.grammar.expressions import FUNCTIONS
from sojourn.grammar.expressions.reference import page

COMMITTED = Path(__file__).parents[4] / "docs" / "reference" / "expressions.md"


def test_the_committed_page_is_up_to_date() -> None:
    remedy = "run: python -m sojourn.grammar.expressions.reference > docs/reference/expressions.md"

    assert COMMITTED.read_text(encoding="utf-8") == page(), remedy


def test_every_function_stands_on_the_page_once() -> None:
    lines = page().split("## Functions")[1].splitlines()

    for row in FUNCTIONS.values():
        assert sum(line.startswith(f"| `{row.signature}` |") for line in lines) == 1, row.name


def test_every_refusal_has_a_reason() -> None:
    assert all(len(row.refused) > 10 for row in FUNCTIONS.values() if row.group in ("refused", "elsewhere"))
