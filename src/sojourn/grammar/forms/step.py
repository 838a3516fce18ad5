"""One question, compiled: everything about it that can be made ready before there are answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sojourn.grammar.codes.model import ChoiceList
from sojourn.grammar.expressions import Expression, Type
from sojourn.grammar.forms.cleaning import Cleaner
from sojourn.grammar.forms.model import Question


@dataclass(slots=True)
class Step:
    """A question, group or repeat with its compiled expressions.

    `rows` are the repeats around it; `parent` is the nearest group on its own level that can be hidden;
    `is_plain`: answers to it are taken from people (not calculated, no rows);
    `required` is True, False or an expression; `default` an answer or an expression; `filter_columns` the columns of
    each code for its choice filter; `mentions` the names that its texts show.
    """

    question: Question
    name: str
    rows: tuple[str, ...]
    number: int
    parent: str | None = None
    type: Type = Type.ANY
    is_plain: bool = False
    choices: ChoiceList | None = None
    cleaner: Cleaner | None = None
    relevant: Expression | None = None
    calculation: Expression | None = None
    keeps_first: bool = False
    required: bool | Expression = False
    constraint: Expression | None = None
    choice_filter: Expression | None = None
    filter_columns: dict[str, dict[str, Any]] = field(default_factory=dict)
    repeat_count: Expression | None = None
    default: Any = None
    mentions: dict[str, Expression] = field(default_factory=dict)
    mention_lists: dict[str, str] = field(default_factory=dict)

    @property
    def is_narrowed(self) -> bool:
        """Whether what it offers depends on other answers or on the day."""
        return self.choice_filter is not None or (self.choices is not None and self.choices.is_dated)

    @property
    def is_checked(self) -> bool:
        """Whether an answer to it, or its absence, can be wrong."""
        asked = self.required is not False or self.constraint is not None or self.is_narrowed
        return self.repeat_count is not None or (asked and self.question.stores)

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Those that decide its own presence or value, so that what they mention must be settled before."""
        return tuple(one for one in (self.relevant, self.calculation, self.repeat_count) if one is not None)
