"""Read YAML 1.2 and keep file, line and column of every key and value.

A mapping becomes a `Section` (a dict), a list becomes `Items` (a list). Plain scalars follow the core schema
of YAML 1.2: `yes`, `NO` and `on` are text; numbers with a leading zero are text too, for the sake of codes.
`text()` gives any scalar exactly as the author wrote it, so that `1.10` stays "1.10". Anchors, aliases, tags
and duplicate keys are refused: one way to say a thing, and no file can grow when it is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.place import Place
from sojourn.grammar.quick_yaml import TooDeep, quickly_composed

__all__ = ["Fault", "GrammarErrors", "Items", "Place", "Section", "read_yaml"]

MOST_CHARACTERS = 2_000_000
LONGEST_NUMBER = 30
DEEPEST = 40

Scalar: TypeAlias = str | int | float | bool | None
Value: TypeAlias = "Scalar | Section | Items"

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: Mapping[str, Scalar] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class Section(dict[str, Any]):
    """A YAML mapping; keys are text in the author's order."""

    __slots__ = ("_keys", "_texts", "_values", "own_place")

    def __init__(self, own_place: Place) -> None:
        super().__init__()
        self.own_place = own_place
        self._keys: dict[str, Place] = {}
        self._values: dict[str, Place] = {}
        self._texts: dict[str, str] = {}

    def place(self, key: str | None = None) -> Place:
        """Where the value of `key` begins (inside its quotes); else where the mapping begins."""
        return self._values.get(key, self.own_place) if key is not None else self.own_place

    def key_place(self, key: str) -> Place:
        """Where the word `key` itself stands."""
        return self._keys.get(key, self.own_place)

    def text(self, key: str, default: str = "") -> str:
        """The scalar at `key` as written, `default` when absent or empty; a mapping or list has no text."""
        return self._texts.get(key, "") or default

    def put(self, key: str, key_place: Place, value: Value, value_place: Place, text: str | None) -> None:
        """Add an entry with its places; `text` is the scalar as written, None for a mapping or list."""
        self[key] = value
        self._keys[key] = key_place
        self._values[key] = value_place
        if text is not None:
            self._texts[key] = text


class Items(list[Any]):
    """A YAML list."""

    __slots__ = ("_places", "_texts", "own_place")

    def __init__(self, own_place: Place) -> None:
        super().__init__()
        self.own_place = own_place
        self._places: list[Place] = []
        self._texts: list[str] = []

    def place(self, index: int | None = None) -> Place:
        """Where the item at `index` begins; without an index, where the list begins."""
        if index is None or not 0 <= index < len(self._places):
            return self.own_place
        return self._places[index]

    def text(self, index: int) -> str:
        """The scalar at `index` as written; empty for a mapping or list."""
        return self._texts[index]

    def put(self, value: Value, place: Place, text: str | None) -> None:
        """Add an item with its place; `text` is the scalar as written, None for a mapping or list."""
        self.append(value)
        self._places.append(place)
        self._texts.append(text or "")


def read_yaml(path_or_text: Path | str, file: str = "") -> Section:
    """Read one YAML document whose top is a mapping, from a Path or from text (`file` names it in messages).

    Raises GrammarErrors with every fault that can be found in one reading.
    """
    if isinstance(path_or_text, Path):
        file = file or str(path_or_text)
        text = _text_of(path_or_text, file)
    else:
        text = path_or_text
    return _Reader(file, text.removeprefix("\ufeff")).read()


def _text_of(path: Path, file: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8: save the file as UTF-8"
        raise GrammarErrors([Fault(Place(file, 1, 1), "encoding", message)]) from error
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise GrammarErrors([Fault(Place(file), "unreadable", message)]) from error


class _Reader:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.lines = re.split("\r\n|\r|\n", text)
        self.faults: list[Fault] = []

    def read(self) -> Section:
        top = self._compose()
        value: Value = None
        if not self.faults:
            value = self._value(top, 0) if top is not None else Section(Place(self.file, 1, 1))
            if not self.faults and not isinstance(value, Section):
                self._fault(Place(self.file, 1, 1), "not_a_mapping", "the file must hold `key: value` lines")
        if self.faults:
            raise GrammarErrors(self.faults)
        assert isinstance(value, Section)
        return value

    def _compose(self) -> Node | None:
        if len(self.text) > MOST_CHARACTERS:
            self._fault(Place(self.file, 1, 1), "too_long", f"longer than {MOST_CHARACTERS:,} characters")
            return None
        try:
            return quickly_composed(self.text, DEEPEST) or YAML(typ="safe", pure=True).compose(self.text)
        except TooDeep as deep:
            place = Place(self.file, deep.mark.line + 1, deep.mark.column + 1)
            self._fault(place, "too_deep", f"nested deeper than {DEEPEST} levels")
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file, 1, 1)
            self._fault(place, "yaml", self._in_plain_words(error, place))
        except YAMLError as error:
            self._fault(Place(self.file, 1, 1), "yaml", f"this is not YAML: {error}".splitlines()[0])
        except RecursionError:
            self._fault(Place(self.file, 1, 1), "too_deep", "the file is nested too deeply")
        return None

    def _in_plain_words(self, error: MarkedYAMLError, place: Place) -> str:
        line = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""
        if "\t" in line[: place.column]:
            return "a tab stands here: YAML is indented with spaces"
        if "mapping values are not allowed" in str(error.problem):
            return 'a second ": " on one line: put the text in double quotes'
        context = f" {error.context}" if error.context else ""
        return f"this is not YAML: {error.problem}{context}"

    def _value(self, node: Node, depth: int) -> Value:
        first = self.text[node.start_mark.index : node.start_mark.index + 1]
        if first == "&" or node.anchor is not None:
            self._fault(self._place(node), "anchor", "anchors (&) and aliases (*) are not used here: write it out")
            return None
        if first == "!":
            self._fault(self._place(node), "tag", "tags (!word) are not used here")
            return None
        if depth > DEEPEST:
            self._fault(self._place(node), "too_deep", f"nested deeper than {DEEPEST} levels")
            return None
        if isinstance(node, MappingNode):
            return self._section(node, depth)
        if isinstance(node, SequenceNode):
            return self._items(node, depth)
        return self._scalar(node)

    def _section(self, node: MappingNode, depth: int) -> Section:
        section = Section(self._place(node))
        for key, value in node.value:
            place = self._place(key)
            if not isinstance(key, ScalarNode) or key.value == "<<":
                self._fault(place, "key", "a key must be a plain word")
            elif key.value in section:
                first = section.key_place(key.value).line
                self._fault(place, "duplicate_key", f'the key "{key.value}" stands already on line {first}')
            else:
                read = self._value(value, depth + 1)
                section.put(key.value, place, read, self._place(value), _text(value))
        return section

    def _items(self, node: SequenceNode, depth: int) -> Items:
        items = Items(self._place(node))
        for value in node.value:
            items.put(self._value(value, depth + 1), self._place(value), _text(value))
        return items

    def _scalar(self, node: Node) -> Scalar:
        text = str(node.value)
        if "\0" in text:
            self._fault(self._place(node), "unsafe", "a NUL character stands in this text")
        if _style(node) is not None:
            return text
        if text in _WORDS:
            return _WORDS[text]
        return _number(text) if len(text) <= LONGEST_NUMBER else text

    def _place(self, node: Node) -> Place:
        line, column = node.start_mark.line, node.start_mark.column
        style = _style(node)
        if style in ("|", ">"):
            line, column = self._first_of_block(line)
            return Place(self.file, line + 1, column + 1, indent=column)
        return Place(self.file, line + 1, column + (2 if style else 1))

    def _first_of_block(self, header: int) -> tuple[int, int]:
        for number, line in enumerate(self.lines[header + 1 :], header + 1):
            if line.strip():
                return number, len(line) - len(line.lstrip(" "))
        return header, 0

    def _fault(self, place: Place, code: str, message: str) -> None:
        self.faults.append(Fault(place, code, message))


def _style(node: Node) -> str | None:
    return node.style if isinstance(node, ScalarNode) else None


def _text(node: Node) -> str | None:
    return node.value if isinstance(node, ScalarNode) else None


def _number(text: str) -> Scalar:
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
