"""A form at one moment of being filled: what is shown, what is offered, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sojourn.grammar.codes.model import Choice
from sojourn.grammar.forms.checking import Occasion, check, is_required, options
from sojourn.grammar.forms.model import Question
from sojourn.grammar.forms.problems import Problem
from sojourn.grammar.forms.settling import Answers, Level, Levels
from sojourn.grammar.forms.step import Step
from sojourn.grammar.forms.wording import worded

Reading = Iterator[tuple[Step, Level]]


@dataclass
class FormState:
    """What a page needs to show a part-filled form.

    `answers` without what is hidden and with everything calculated; `visible` and `hidden` are paths of questions,
    groups and repeats ("document", "document[2].number"); `required` paths that need an answer now; `options` what
    each visible select offers now; `rows` how many rows each visible repeat has; `problems` in the form's order.
    """

    answers: Answers
    hidden: set[str] = field(default_factory=set)
    required: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    options: dict[str, Sequence[Choice]] = field(default_factory=dict)
    visible: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    _at: dict[str, tuple[Step, Level]] = field(default_factory=dict, repr=False)
    _occasion: Occasion | None = field(default=None, repr=False)

    def question(self, path: str) -> Question:
        """The question, group or repeat at a visible path; raises KeyError for any other."""
        return self._at[path][0].question

    def answer(self, path: str) -> object:
        """The answer at a visible path; None when there is none."""
        step, level = self._at[path]
        return level.answers.get(step.name)

    def text(self, path: str, column: str = "label") -> str:
        """Its label (or hint, guidance_hint …) in the language of the state, with mentioned answers filled in."""
        step, level = self._at[path]
        assert self._occasion is not None
        return worded(step, column, level, self._occasion.language, self._occasion.default_language)

    def problems_at(self, path: str) -> list[Problem]:
        """The problems with the answer at one path."""
        return [problem for problem in self.problems if problem.path == path]


def form_state(
    steps: Sequence[Step], levels: Levels, answers: Answers, occasion: Occasion, given: Iterable[Problem]
) -> FormState:
    """Describe settled levels; `given` are problems met before, kept where the question is visible."""
    state = FormState(answers, _occasion=occasion)
    _describe(state, list(steps), levels, occasion)
    earlier: dict[str, list[Problem]] = {}
    for problem in given:
        if problem.path in state._at or problem.code == "unknown_question":
            earlier.setdefault(problem.path, []).append(problem)
    found = [
        one for one in check([step for step in steps if step.is_checked], levels, occasion) if one.path not in earlier
    ]
    state.problems = _in_order([*found, *(one for some in earlier.values() for one in some)], state.visible)
    return state


def _describe(state: FormState, steps: list[Step], levels: Levels, occasion: Occasion) -> None:
    by_rows: dict[tuple[str, ...], list[Step]] = {}
    for step in steps:
        by_rows.setdefault(step.rows, []).append(step)
    for step, level in _in_reading_order(by_rows, levels[()][0]):
        path = level.prefix + step.name
        if step.name in level.hidden:
            state.hidden.add(path)
            continue
        state.visible.append(path)
        state._at[path] = (step, level)
        if step.choices is not None:
            state.options[path] = options(step, level, occasion.on)
        if step.question.is_repeat:
            state.rows[path] = len(level.answers.get(step.name, ()))
        elif step.question.stores and is_required(step, level):
            state.required.add(path)


def _in_reading_order(
    by_rows: Mapping[tuple[str, ...], list[Step]], level: Level, rows: tuple[str, ...] = ()
) -> Reading:
    for step in by_rows.get(rows, ()):
        yield step, level
        if step.question.is_repeat:
            for row in level.inner.get(step.name, ()):
                yield from _in_reading_order(by_rows, row, (*rows, step.name))


def _in_order(problems: list[Problem], visible: list[str]) -> list[Problem]:
    places = {path: number for number, path in enumerate(visible)}
    return sorted(problems, key=lambda one: places.get(one.path, len(places)))
