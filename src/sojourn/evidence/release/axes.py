"""Along what a table is cut: each axis names the groups of codes that it publishes, totals among them.

Groups may nest (regions in the world), overlap (15-24 beside 18-30) or leave codes out: a published figure is a sum
over the codes of its groups, and that is all the audit needs to know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sojourn.kernel.refused import Reason, Refused

TOTAL = "_T"


@dataclass(frozen=True)
class Axis:
    """One dimension of a table: published group by name, each with the codes of the facts that it covers.

    `telling`: what a person's place on this axis says is itself sensitive, so nobody may learn that a whole group
    shares one value (group disclosure).
    """

    name: str
    groups: Mapping[str, frozenset[str]]
    telling: bool = False

    def parent(self, group: str) -> str | None:
        """The smallest published group that holds this one and more, or none."""
        own = self.groups[group]
        above = [name for name, codes in self.groups.items() if own < codes]
        return min(above, key=lambda name: (len(self.groups[name]), name), default=None)


def flat(name: str, codes: Sequence[str], *, total: bool = True, telling: bool = False) -> Axis:
    """Each code by itself, and their total under `_T` unless told otherwise."""
    groups = {code: frozenset([code]) for code in codes}
    if total:
        groups[TOTAL] = frozenset(codes)
    return _checked(Axis(name, groups, telling))


def tree(name: str, parents: Mapping[str, str | None], *, telling: bool = False) -> Axis:
    """A hierarchy: every node with the codes below it; codes are the nodes that are nobody's parent.

    Raises Refused (`circular_axis`, `unknown_parent`).
    """
    inner = {parent for parent in parents.values() if parent is not None}
    if strange := sorted(inner - set(parents)):
        raise Refused(Reason("unknown_parent", "axis {axis}: {nodes} stand as parents but are not listed",
                             {"axis": name, "nodes": ", ".join(strange)}))  # fmt: skip
    groups: dict[str, set[str]] = {node: set() for node in parents}
    for code in (node for node in parents if node not in inner):
        for node in _upwards(name, code, parents):
            groups[node].add(code)
    return _checked(Axis(name, {node: frozenset(codes) for node, codes in groups.items()}, telling))


def _upwards(axis: str, code: str, parents: Mapping[str, str | None]) -> list[str]:
    way: list[str] = []
    node: str | None = code
    while node is not None:
        if node in way:
            raise Refused(
                Reason("circular_axis", "axis {axis}: {node} lies below itself", {"axis": axis, "node": node})
            )
        way.append(node)
        node = parents[node]
    return way


def _checked(axis: Axis) -> Axis:
    if empty := sorted(group for group, codes in axis.groups.items() if not codes):
        raise Refused(
            Reason(
                "empty_group", "axis {axis}: {groups} cover no code", {"axis": axis.name, "groups": ", ".join(empty)}
            )
        )
    return axis
