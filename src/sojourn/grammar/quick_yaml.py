"""Compose YAML with the compiled scanner where it can; packs load many times faster than by the one in Python.

The compiled scanner reads YAML 1.1 and refuses some things 1.2 allows (`{label::fr: Oui}`, `{label: Why?}`); then the
other is asked. What both accept they read alike: nodes carry texts, styles and marks, and it is `source` that decides
what a plain `NO` or `012` means. Nodes are put together here, without recursion, since the compiled composer does not
survive deep nesting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, MappingStartEvent, ScalarEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

try:
    from ruamel.yaml import cyaml
except ImportError:  # no compiled scanner for this machine
    _Parser: Any = None
else:
    _Parser = vars(cyaml)["CParser"]


class TooDeep(Exception):
    """The text is nested deeper than allowed; `mark` says where."""

    def __init__(self, mark: Any) -> None:
        self.mark = mark
        super().__init__()


def quickly_composed(text: str, deepest: int) -> Node | None:
    """The top node of one document, or None when the compiled scanner is absent, or cannot read the text.

    Raises TooDeep at the first node nested deeper than `deepest`.
    """
    if _Parser is None:
        return None
    try:
        return _composed(_Parser(text), deepest)
    except (YAMLError, UnicodeEncodeError, ValueError):
        return None


def _events(parser: Any) -> Iterator[Any]:
    while parser.check_event():
        yield parser.get_event()


def _composed(parser: Any, deepest: int) -> Node | None:
    """Put nodes together; None for several documents and for aliases, which the other scanner puts into words."""
    tops: list[Node] = []
    around: list[list[Node]] = [tops]
    collections: list[Node] = []
    for event in _events(parser):
        if isinstance(event, AliasEvent):
            return None
        if isinstance(event, ScalarEvent):
            around[-1].append(_scalar(event))
        elif isinstance(event, CollectionStartEvent):
            if len(collections) > deepest:
                raise TooDeep(event.start_mark)
            collections.append(_collection(event))
            around[-1].append(collections[-1])
            around.append([])
        elif isinstance(event, CollectionEndEvent):
            _close(collections.pop(), around.pop())
    return tops[0] if len(tops) == 1 else None


def _scalar(event: Any) -> Node:
    return ScalarNode("", event.value, event.start_mark, event.end_mark, style=event.style or None, anchor=event.anchor)


def _collection(event: Any) -> Node:
    kind = MappingNode if isinstance(event, MappingStartEvent) else SequenceNode
    return kind("", [], event.start_mark, event.end_mark, anchor=event.anchor)


def _close(collection: Node, children: list[Node]) -> None:
    if isinstance(collection, MappingNode):
        collection.value = list(zip(children[::2], children[1::2], strict=True))
    else:
        collection.value = children
