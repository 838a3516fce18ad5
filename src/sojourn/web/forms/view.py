"""Everything that drawing a form page needs, in one frozen bundle."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from sojourn.grammar.forms import CompiledForm, FormState

_ROW = re.compile(r"\.(\d+)(?=\.|$)")


@dataclass(frozen=True)
class File:
    """A file behind an answer: what it is called and where it is read."""

    name: str
    url: str


FilesOf: TypeAlias = Callable[[str], File | None]


def no_file(identifier: str) -> File | None:
    """Know no file."""
    return None


def path_of(name: str) -> str:
    """The path that the grammar uses for a dotted field name: "document.2.number" is "document[2].number"."""
    return _ROW.sub(r"[\1]", name)


def name_of(path: str) -> str:
    """The dotted field name of a path of the grammar."""
    return path.replace("[", ".").replace("]", "")


@dataclass(frozen=True)
class FormView:
    """A form being filled: what was typed (`raw`), what follows from it (`state`), and how to say it.

    `checked`: whether the person has tried to save, so that missing answers are named too.
    `withheld`: names of sensitive questions whose present answer this person may not read.
    """

    compiled: CompiledForm
    raw: Mapping[str, Any]
    state: FormState
    language: str
    zone: ZoneInfo
    checked: bool = False
    withheld: frozenset[str] = frozenset()
    file_of: FilesOf = no_file

    def problems_at(self, name: str) -> tuple[str, ...]:
        """What is wrong with the answer at this field, in words; missing answers only once `checked`."""
        return tuple(
            f"{problem.message} {problem.fix}".strip()
            for problem in self.state.problems_at(path_of(name))
            if self.checked or problem.code != "required"
        )

    def text(self, name: str, column: str = "label") -> str:
        """A text of the question at a field in the reader's language, with the answers it mentions put in."""
        return self.state.text(path_of(name), column)
