"""Fact rows: what of a case may be counted, stripped of identity by declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sojourn.grammar.expressions import Scope, Type
from sojourn.grammar.lifecycle import Facts, with_values
from sojourn.grammar.packs import Pack

DEFAULT_NO = ".filled"


@dataclass(frozen=True)
class FactRows:
    """One row about the case and one about each member, by member id; missing names are left out."""

    case: dict[str, Any]
    members: dict[str, dict[str, Any]]


def fact_names(pack: Pack) -> Mapping[str, Type]:
    """The names and types a fact row of the pack may hold; a member's row holds the case's names too.

    Never identifying: only answers placed `in_evidence`, derived values placed so, and the coded course of the case.
    """
    return {name.name: name.type for name in pack.member_facts.values()} | {
        name.name: name.type for name in pack.case_facts.values()
    }


def fact_builder(pack: Pack) -> Callable[[Facts], FactRows]:
    """Return a function that makes the fact rows of one case; make it once for many cases."""
    of_case = frozenset(pack.case_facts)
    of_member = frozenset(pack.member_facts) - of_case

    def build(facts: Facts) -> FactRows:
        whole = with_values(pack, facts)
        case = _kept(whole.case, of_case)
        members = {member.id: case | _kept(member.values, of_member) for member in whole.members}
        return FactRows(case, members)

    return build


def _kept(values: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {
        name: value
        for name, value in values.items()
        if name in names and value not in (None, "", []) and not (value == "no" and name.endswith(DEFAULT_NO))
    }


def codes_of(scope: Scope, name: str) -> tuple[str, ...]:
    """The codes a name may have, in the order of its list; empty when it has no list."""
    list_name = scope[name].list_name
    return tuple(scope.choices[list_name]) if list_name and list_name in scope.choices else ()
