"""Evaluations per second of our closures beside elementpath's, same expressions and answers, in one run.

Run with `python -m bench.expressions` from the project's folder. Both sides compile once and read ready answers:
elementpath its parsed token over a node tree built before, ours a closure over a dictionary.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import geometric_mean

from elementpath import XPathContext, get_node_tree
from tests.rooms.grammar.expressions import oracle

from sojourn.grammar.expressions import Env, Name, Scope, Type, compile

ANSWERS = {
    "age": 14,
    "dob": "2012-03-04",
    "needs": ["food", "health"],
    "decision": "return",
    "phone": "+41790000000",
    "amount": "12.50",
    "member": [{"m_age": 7, "m_name": "Testperson Alder"}, {"m_age": 40, "m_name": "Testperson Birch"}],
}
NAMES = (
    Name("age", Type.INTEGER),
    Name("dob", Type.DATE),
    Name("needs", Type.CHOICES),
    Name("decision", Type.CHOICE),
    Name("phone", Type.TEXT),
    Name("amount", Type.DECIMAL),
    Name("member", Type.ROWS),
    Name("m_age", Type.INTEGER, ("member",)),
    Name("m_name", Type.TEXT, ("member",)),
)
EXPRESSIONS = (
    "${age} < 18",
    "${decision} = 'return'",
    "selected(${needs}, 'health')",
    "${age} >= 5 and ${decision} != 'stay'",
    "int((decimal-date-time(today()) - decimal-date-time(${dob})) div 365.25)",
    "${dob} <= today()",
    "if(${age} < 18, 'child', 'adult')",
    "regex(${phone}, '[+]?[0-9]{6,15}')",
    "sum(${m_age}) div count(${member})",
    "round(${amount} * 1.2, 2)",
    "coalesce(${phone}, 'none')",
    "concat(${decision}, ' ', ${age})",
)
SECONDS = 0.3


def per_second(work: Callable[[], object]) -> float:
    """How often `work` runs in a second, measured over at least 0.3 s."""
    rounds, spent = 64, 0.0
    while spent < SECONDS:
        rounds *= 2
        start = time.perf_counter()
        for _ in range(rounds):
            work()
        spent = time.perf_counter() - start
    return rounds / spent


def main() -> None:
    """Print one line for each expression, then the geometric mean of the ratios."""
    scope, env = Scope(NAMES), Env(ANSWERS)
    paths = {name.name: "/data/" + "/".join((*name.rows, name.name)) for name in NAMES}
    single = [name.name for name in NAMES if name.type is not Type.ROWS and not name.rows]
    tree = get_node_tree(oracle.document(ANSWERS, single))
    ratios = []
    print(f"{'expression':74} {'ours/s':>11} {'elementpath/s':>14} {'times':>7}")
    for text in EXPRESSIONS:
        expression, token = compile(text, scope), oracle.parsed(text, paths)
        ours = per_second(lambda found=expression: found(env))  # type: ignore[misc]
        theirs = per_second(lambda found=token: found.evaluate(XPathContext(root=tree)))  # type: ignore[misc]
        ratios.append(ours / theirs)
        print(f"{text:74} {ours:11,.0f} {theirs:14,.0f} {ours / theirs:7.0f}")
    print(f"geometric mean: {geometric_mean(ratios):.0f} times; least: {min(ratios):.0f} times")


if __name__ == "__main__":
    main()
