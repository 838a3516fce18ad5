"""Short ways to compile and ask, for tests that read as examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sojourn.grammar.expressions import Env, ExpressionError, Name, Place, Scope, Type, compile

FORM = Scope(
    (
        Name("age", Type.INTEGER),
        Name("amount", Type.DECIMAL),
        Name("name", Type.TEXT),
        Name("decision", Type.CHOICE, list_name="decision"),
        Name("needs", Type.CHOICES, list_name="needs"),
        Name("born", Type.DATE),
        Name("met", Type.DATETIME),
        Name("opens", Type.TIME),
        Name("signed", Type.BOOLEAN),
        Name("home", Type.GEOPOINT),
        Name("photo", Type.FILE),
        Name("clock.cooling-off.due", Type.DATETIME),
        Name("member", Type.ROWS),
        Name("m_name", Type.TEXT, ("member",)),
        Name("m_age", Type.INTEGER, ("member",)),
        Name("place", Type.GEOPOINT, ("member",)),
        Name("skill", Type.ROWS, ("member",)),
        Name("s_name", Type.TEXT, ("member", "skill")),
        Name("s_years", Type.INTEGER, ("member", "skill")),
    ),
    current=Name("age", Type.INTEGER),
    choices={"decision": ("return", "stay"), "needs": ("food", "health", "shelter")},
)


def ask(text: str, answers: Mapping[str, Any] | None = None, scope: Scope = FORM, **world: Any) -> object:
    """The result of an expression over some answers."""
    return compile(text, scope)(Env(answers or {}, **world))


def refusal(text: str, scope: Scope = FORM, expect: Type | None = None) -> ExpressionError:
    """The error of an expression that must not compile, written at form.yaml, line 10, column 5."""
    try:
        compile(text, scope, Place("form.yaml", 10, 5), expect)
    except ExpressionError as error:
        return error
    raise AssertionError(f"{text} was not refused")
