"""Code lists: what an answer may be, in every language, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sojourn.grammar.languages import Labels, text_in


@dataclass(frozen=True)
class Choice:
    """One code of a list; `extra` holds the further columns of the choices sheet (choice filters, pictures)."""

    name: str
    labels: Labels = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    def valid_on(self, day: date) -> bool:
        """Whether a form filled on `day` may offer this code; both ends of the period belong to it."""
        early = self.valid_from is not None and day < self.valid_from
        late = self.valid_to is not None and day > self.valid_to
        return not (early or late)


@dataclass(frozen=True)
class ChoiceList:
    """A code list; a list that is not `closed` also offers `unknown` and `declined` in every form."""

    name: str
    choices: tuple[Choice, ...]
    closed: bool = False

    @cached_property
    def by_name(self) -> Mapping[str, Choice]:
        """The choices by their code, in the list's order."""
        return {choice.name: choice for choice in self.choices}

    @property
    def names(self) -> tuple[str, ...]:
        """Every code, also those no longer valid."""
        return tuple(self.by_name)

    @cached_property
    def is_dated(self) -> bool:
        """Whether any code is valid for a time only."""
        return any(choice.valid_from or choice.valid_to for choice in self.choices)

    def label(self, code: str, language: str = "en") -> str:
        """The label of `code`; the code itself when the list does not know it, so that old answers stay readable."""
        choice = self.by_name.get(code)
        return text_in(choice.labels, language, otherwise=code) if choice else code
