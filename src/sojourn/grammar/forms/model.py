"""A form as it was written: questions, choices and texts, with the place of each in its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sojourn.grammar.codes.model import ChoiceList
from sojourn.grammar.expressions.scope import Type
from sojourn.grammar.forms.kinds import GROUP, KINDS, REPEAT, SELECTS
from sojourn.grammar.languages import Labels, text_in
from sojourn.grammar.place import Place


@dataclass(frozen=True)
class Question:
    """One row of a form, or a group or repeat with its children.

    `texts` holds every translatable column (label, hint, guidance_hint, constraint_message, required_message,
    image …) by column and language code; `columns` every XLSForm column that has no field of its own.
    """

    type: str
    name: str
    list_name: str | None = None
    or_other: bool = False
    texts: Mapping[str, Labels] = field(default_factory=dict)
    required: str = ""
    relevant: str = ""
    constraint: str = ""
    calculation: str = ""
    choice_filter: str = ""
    default: str = ""
    appearance: str = ""
    repeat_count: str = ""
    read_only: str = ""
    sensitive: str = ""
    in_evidence: bool = False
    maps_to: str = ""
    search: bool = False
    children: tuple[Question, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    place: Place = field(default=Place(), compare=False)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    @property
    def expression_type(self) -> Type:
        """The type its answer has in expressions; ANY for a calculation until it is compiled."""
        return KINDS[self.type].type

    @property
    def is_group(self) -> bool:
        """Whether it is a group (whose questions stay on the same level)."""
        return self.type == GROUP

    @property
    def is_repeat(self) -> bool:
        """Whether it is a repeat (whose questions live in rows)."""
        return self.type == REPEAT

    @property
    def is_select(self) -> bool:
        """Whether its answers come from a list."""
        return self.type in SELECTS

    @property
    def stores(self) -> bool:
        """Whether an answer of it is kept."""
        return KINDS[self.type].stores

    @property
    def labels(self) -> Labels:
        """Its label by language."""
        return self.texts.get("label", {})

    @property
    def hints(self) -> Labels:
        """Its hint by language."""
        return self.texts.get("hint", {})

    @property
    def constraint_messages(self) -> Labels:
        """What to say when the constraint fails, by language."""
        return self.texts.get("constraint_message", {})

    def label(self, language: str = "en") -> str:
        """The label in `language`, or the nearest there is; the name when there is none."""
        return text_in(self.labels, language, otherwise=self.name)

    def place_of(self, column: str) -> Place:
        """Where the cell of `column` begins."""
        return self.places.get(column, self.place)

    def walk(self, rows: tuple[str, ...] = ()) -> Iterator[tuple[Question, tuple[str, ...]]]:
        """This question and all below it, each with the repeats around it, outermost first."""
        yield self, rows
        inner = (*rows, self.name) if self.is_repeat else rows
        for child in self.children:
            yield from child.walk(inner)


@dataclass(frozen=True)
class Form:
    """A versioned question list. `about` is "case" or "member"; `repeats`: filled many times side by side.

    `headings` holds column headings of languages where they are not the usual "Autonym (code)".
    """

    name: str
    version: str
    labels: Labels
    questions: tuple[Question, ...]
    about: str = "case"
    repeats: bool = False
    signed_by: str = ""
    choices: Mapping[str, ChoiceList] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    default_language: str = "en"
    headings: Mapping[str, str] = field(default_factory=dict)
    place: Place = field(default=Place(), compare=False)

    def walk(self) -> Iterator[Question]:
        """Every question, group and repeat, in the order of the form."""
        for question, _rows in self.walk_rows():
            yield question

    def walk_rows(self) -> Iterator[tuple[Question, tuple[str, ...]]]:
        """Like `walk`, each with the repeats around it."""
        for question in self.questions:
            yield from question.walk()

    def label(self, language: str = "en") -> str:
        """The form's title in `language`, or the nearest there is."""
        return text_in(self.labels, language, self.default_language, self.name)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language some text of the form is written in, the default first."""
        found = dict.fromkeys((self.default_language, *self.labels))
        for question in self.walk():
            for labels in question.texts.values():
                found.update(dict.fromkeys(labels))
        for choices in self.choices.values():
            for choice in choices.choices:
                found.update(dict.fromkeys(choice.labels))
        return tuple(found)
