"""The order in which calculations are done, so that each finds what it needs."""

from __future__ import annotations

from collections.abc import Mapping

from sojourn.grammar.expressions.compiler import Expression
from sojourn.grammar.expressions.faults import ExpressionError, moved
from sojourn.grammar.expressions.tree import Reference, walk


def order(calculations: Mapping[str, Expression]) -> list[str]:
    """The names, each after those its calculation mentions, otherwise in the order given.

    Raises ExpressionError naming the whole circle: "a → b → a".
    """
    rank = {name: number for number, name in enumerate(calculations)}
    needs = {
        name: sorted(expression.names & rank.keys(), key=rank.__getitem__, reverse=True)
        for name, expression in calculations.items()
    }
    done: dict[str, bool] = {}
    ordered: list[str] = []
    for start in calculations:
        if start not in done:
            _visit(start, needs, done, ordered, calculations)
    return ordered


def _visit(
    start: str,
    needs: Mapping[str, list[str]],
    done: dict[str, bool],
    ordered: list[str],
    calculations: Mapping[str, Expression],
) -> None:
    path, waiting = [start], [list(needs[start])]
    done[start] = False
    while waiting:
        if not waiting[-1]:
            waiting.pop()
            done[path[-1]] = True
            ordered.append(path.pop())
            continue
        name = waiting[-1].pop()
        if done.get(name) is False:
            raise _circle([*path[path.index(name) :], name], calculations)
        if name not in done:
            done[name] = False
            path.append(name)
            waiting.append(list(needs[name]))


def _circle(path: list[str], calculations: Mapping[str, Expression]) -> ExpressionError:
    expression = calculations[path[0]]
    mention = next(
        node.at for node in walk(expression.tree) if isinstance(node, Reference) and node.name.name == path[1]
    )
    place = moved(expression.place, expression.text, mention)
    return ExpressionError("circle", "these calculations wait for each other: {circle}", place, circle=" → ".join(path))
