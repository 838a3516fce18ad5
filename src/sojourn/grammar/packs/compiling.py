"""Compile the expressions and find the functions that a pack's declarations name."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sojourn.grammar.expressions import Expression, ExpressionError, Scope, Type, compile
from sojourn.grammar.packs.declared import Labels
from sojourn.grammar.packs.length import UNITS, WHOLE, Length
from sojourn.grammar.packs.reading import Reader
from sojourn.grammar.place import Place
from sojourn.grammar.source import Section

_HOLE = re.compile(r"\{([^{}]*)\}")
PERSON = "member"


@dataclass
class Compiler:
    """Compiles against the names of the case or of a member; what fails becomes a fault with its column."""

    reader: Reader
    case_scope: Scope
    member_scope: Scope
    rules: Mapping[str, Any]

    def scope(self, each: bool) -> Scope:
        """The names in reach of something that is done for each member, or for the case."""
        return self.member_scope if each else self.case_scope

    def expression(self, section: Section, key: str, *, each: bool, expect: Type | None = None) -> Expression | None:
        """The expression at `key`; None when absent or wrong."""
        if key not in section or section[key] is None:
            return None
        if isinstance(section[key], (dict, list)):
            self.reader.fault(section.place(key), "shape", f'"{key}" must be an expression')
            return None
        return self.compile(section.text(key), section.place(key), self.scope(each), expect)

    def compile(self, text: str, place: Place, scope: Scope, expect: Type | None = None) -> Expression | None:
        """Compile one expression; a condition may be any value, as in XPath."""
        try:
            return compile(text, scope, place, expect)
        except ExpressionError as error:
            self.reader.fault(error.place, error.code, self._explained(error, scope))
            return None

    def function(self, section: Section, key: str, *, each: bool) -> Callable[..., Any] | None:
        """The function of rules.py named at `key`, called with (facts) or (facts, member)."""
        name, place = self.reader.text(section, key), section.place(key)
        if not name or not self.reader.target(name, self.rules, place, "function in rules.py"):
            return None
        found: Callable[..., Any] = self.rules[name]
        takes = len(inspect.signature(found).parameters)
        if takes != 1 + each:
            given = "(facts, member)" if each else "(facts)"
            self.reader.fault(place, "arity", f"{name} in rules.py is called with {given} but takes {takes} values")
            return None
        return found

    def length(self, section: Section, key: str, *, each: bool = False) -> Length | None:
        """A length such as `{days: 30}` or `{hours: "${parameter.x}"}`."""
        held = section.get(key)
        if not isinstance(held, Section):
            place = section.place(key) if key in section else section.place()
            self.reader.fault(place, "shape", f'"{key}" must be a length such as {{days: 30}}')
            return None
        return self.span(held, each=each)

    def span(self, held: Section, *, each: bool = False) -> Length | None:
        """The same from the mapping itself; `when` says in which case it holds."""
        self.reader.keys(held, (*UNITS, "when"), "a length")
        units = [unit for unit in UNITS if unit in held]
        if len(units) != 1:
            self.reader.fault(held.place(), "shape", f"a length names one of {', '.join(UNITS)}")
            return None
        when = self.expression(held, "when", each=each)
        amount = held[units[0]]
        if isinstance(amount, (int, float)) and not isinstance(amount, bool):
            if amount < 0 or (units[0] in WHOLE and amount != int(amount)):
                self.reader.fault(held.place(units[0]), "shape", f"{amount} {units[0]} is no length")
            return Length(units[0], float(amount), None, when)
        computed = self.expression(held, units[0], each=each, expect=Type.NUMBER)
        return Length(units[0], None, computed, when)

    def message(self, section: Section, labels: Labels, *, each: bool) -> tuple[Labels, dict[str, Expression | str]]:
        """A message and what fills its holes: names of the scope, `shows:` expressions and, of a member, `{member}`.

        Dots in a hole become underscores, for `str.format` would read them as attributes.
        """
        held = self.reader.section(section, "shows")
        shows: dict[str, Expression | str] = {}
        for name in held:
            computed = self.expression(held, name, each=each)
            if computed is not None:
                shows[name] = computed
        scope = self.scope(each)
        for hole in _HOLE.findall(labels.get("en", "")):
            if hole in shows or (hole == PERSON and each):
                continue
            if hole in scope:
                shows[hole.replace(".", "_").replace("-", "_")] = hole
            else:
                known = [*held, *scope, *([PERSON] if each else [])]
                self.reader.target(hole, known, section.place("message"), "name to show, as")
        return {language: flat(text) for language, text in labels.items()}, shows

    def _explained(self, error: ExpressionError, scope: Scope) -> str:
        name = str(error.params.get("written", "")).strip("${}")
        if scope is self.case_scope and name in self.member_scope and name not in scope:
            return f"${{{name}}} belongs to each member: say `each: member`, or fold it with `over: member`"
        return error.message


def flat(message: str) -> str:
    """The message with the names in its holes written with underscores."""
    return _HOLE.sub(lambda hole: "{" + hole.group(1).replace(".", "_").replace("-", "_") + "}", message)


def holes(message: str) -> set[str]:
    """The names in braces of a message."""
    return set(_HOLE.findall(message))
