"""The order in which a form's questions are settled, so that each finds what it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from sojourn.grammar.faults import Fault
from sojourn.grammar.forms.step import Step
from sojourn.grammar.place import Place


def in_sequence(steps: Sequence[Step]) -> tuple[list[Step], Fault | None]:
    """Sort steps so that relevance, calculations and row counts come after what they mention.

    Returns the steps, or a fault that names a whole circle: "a → b → a".
    """
    by_name = {step.name: step for step in steps}
    needs = {step.name: _needs(step, by_name) for step in steps}
    try:
        return [by_name[name] for name in TopologicalSorter(needs).static_order()], None
    except CycleError as error:
        return [], _circle(list(reversed(error.args[1])), by_name)


def _needs(step: Step, by_name: Mapping[str, Step]) -> list[str]:
    needs = [name for one in step.expressions for name in one.names if name in by_name]
    if step.parent is not None:
        needs.append(step.parent)
    return needs + [name for name in step.rows if name in by_name]


def _circle(path: list[str], by_name: Mapping[str, Step]) -> Fault:
    step, following = by_name[path[0]], path[1]
    place: Place = step.question.place
    for one in step.expressions:
        if following in one.names:
            place = one.place
    return Fault(place, "circle", f"these questions wait for each other: {' → '.join(path)}")
