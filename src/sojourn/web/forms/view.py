"""Everything that drawing a form page needs, in one frozen bundle."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from sojourn.grammar.forms import Question
from sojourn.grammar.forms.compiled import CompiledForm, FormState, Problem

_ROW = re.compile(r"\.(\d+)(?=\.|$)")


@dataclass(frozen=True)
class File:
    """A file behind an answer: what it is called and where it is read."""

    name: str
    url: str


@dataclass(frozen=True)
class FormView:
    """A form being filled: what was typed (`raw`), what follows from it (`state`), and how to say it.

    `checked`: whether the person has tried to save, so that missing answers are named too.
    `withheld`: names of sensitive questions whose present answer this person may not read.
    """

    compiled: CompiledForm
    raw: Mapping[str, Any]
    state: FormState
    problems: tuple[Problem, ...]
    language: str
    zone: tzinfo
    checked: bool = False
    withheld: frozenset[str] = frozenset()
    file_of: Callable[[str], File | None] = field(default=lambda identifier: None)
    outside: Mapping[str, Any] = field(default_factory=dict)

    def path(self, name: str) -> str:
        """The path that the grammar uses for a dotted field name: "document.2.number" is "document[2].number"."""
        return _ROW.sub(r"[\1]", name)

    def problems_at(self, name: str) -> tuple[str, ...]:
        """What is wrong with the answer at this field, in words; missing answers only once `checked`."""
        path = self.path(name)
        return tuple(
            problem.message
            for problem in self.problems
            if problem.path == path and (self.checked or problem.code != "required")
        )

    def text(self, question: Question, column: str) -> str:
        """A text of a question in the reader's language, with answers put in where it names them."""
        texts = question.texts.get(column, {})
        found = texts.get(self.language) or texts.get(self.compiled.form.default_language)
        return self._filled(found or next(filter(None, texts.values()), ""))

    def _filled(self, text: str) -> str:
        return re.sub(r"\$\{\s*([^}\s]+)\s*\}", lambda match: self._shown(match[1]), text)

    def _shown(self, name: str) -> str:
        value = self.state.answers.get(name, self.outside.get(name, ""))
        return "…" if value in (None, "", []) else str(value)
