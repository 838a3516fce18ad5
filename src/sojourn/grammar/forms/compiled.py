"""A compiled form: the one way by which answers are understood, checked and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from functools import partial
from typing import Any

from sojourn.grammar.codes.model import ChoiceList
from sojourn.grammar.expressions import Env, Expression, Scope
from sojourn.grammar.forms.bulk import remembering
from sojourn.grammar.forms.checking import Occasion, check
from sojourn.grammar.forms.cleaning import Manner
from sojourn.grammar.forms.lists import Lists
from sojourn.grammar.forms.model import Form
from sojourn.grammar.forms.problems import Problem
from sojourn.grammar.forms.settling import Answers, Level, Levels, settle, trim
from sojourn.grammar.forms.state import FormState, form_state
from sojourn.grammar.forms.step import Step
from sojourn.grammar.forms.taking import Taking
from sojourn.kernel import moment

_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Cleaned:
    """Typed answers, and what is wrong with them; they may be kept only when `ok`."""

    answers: Answers
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class CompiledForm:
    """A form ready for answers; made by `compile_form`, never changed, safe to share.

    `firsts` are its questions outside repeats that keep what they first had, as `once()` does.

    Everywhere below: `outside` holds the dotted names from outside the form; `on` is the day that decides on dated
    codes (today when None); `zone` is the office's, for times without an offset and for today().
    """

    def __init__(
        self, form: Form, scope: Scope, lists: Lists, steps: tuple[Step, ...], sequence: tuple[Step, ...]
    ) -> None:
        self.form = form
        self.scope = scope
        self.lists = lists
        self.steps = steps
        self._moving = tuple(step for step in sequence if _moves(step))
        self._checked = tuple(step for step in steps if step.is_checked)
        self._repeats = tuple(step for step in steps if step.question.is_repeat)
        self._places: dict[tuple[str, ...], dict[str, Step]] = {}
        for step in steps:
            self._places.setdefault(step.rows, {})[step.name] = step
        self._top = frozenset(self._places.get((), ()))
        self.firsts = tuple(step.name for step in steps if step.keeps_first and not step.rows)

    @property
    def codes(self) -> Mapping[str, ChoiceList]:
        """The lists that the form's questions offer, by name, open lists with `unknown` and `declined`."""
        return {step.question.list_name or "": step.choices for step in self.steps if step.choices is not None}

    def clean(
        self,
        raw: Mapping[str, Any],
        *,
        outside: Mapping[str, Any] = _NOTHING,
        language: str = "en",
        on: date | None = None,
        decimal: str = "",
        zone: tzinfo = UTC,
    ) -> Cleaned:
        """Turn raw answers (texts, lists, nested rows) into typed answers and the problems with them.

        `decimal` is the decimal mark where the writer declared one; without it, 1.000 is asked back.
        """
        taking = Taking(self._places, Manner(decimal, zone), language, [])
        return self._finish(taking.level(raw), taking.problems, outside, language, on, zone)

    def state(
        self,
        answers: Mapping[str, Any],
        *,
        outside: Mapping[str, Any] = _NOTHING,
        language: str = "en",
        on: date | None = None,
        zone: tzinfo = UTC,
        problems: Iterable[Problem] = (),
    ) -> FormState:
        """Describe the form part-filled with typed answers; `problems` are those met while taking raw ones."""
        own = {name: value for name, value in answers.items() if name in self._top}
        levels = self._settled(own, outside, language, zone)
        occasion = self._occasion(language, on, zone)
        return form_state(self.steps, levels, self._kept(levels), occasion, problems)

    def take(self, raw: Mapping[str, Any], *, language: str = "en", decimal: str = "", zone: tzinfo = UTC) -> Cleaned:
        """Understand raw answers question by question, without looking at the form as a whole.

        For a page that is still being filled: `state(taken.answers, problems=taken.problems)`.
        """
        taking = Taking(self._places, Manner(decimal, zone), language, [])
        answers = taking.level(raw)
        return Cleaned(answers, tuple(taking.problems))

    def blank(self, outside: Mapping[str, Any] = _NOTHING, *, repeat: str = "", zone: tzinfo = UTC) -> Answers:
        """The answers of an empty form (or of a new row of `repeat`): its defaults."""
        rows = next((((*step.rows, step.name)) for step in self.steps if repeat and step.name == repeat), ())
        answers: Answers = {}
        env = Env({**outside, **answers} if rows else answers, zone=zone)
        if rows:
            env.rows = (*({} for _outer in rows[1:]), answers)
            env.position = (1,) * len(rows)
        else:
            answers.update(outside)
        for step in self._places.get(rows, {}).values():
            default = step.default
            if isinstance(default, Expression):
                default = default.value(env, step.type)
            if default is not None:
                answers[step.name] = default
        return {name: value for name, value in answers.items() if name in self._places.get(rows, {})}

    def bulk_cleaner(
        self,
        columns: Sequence[str],
        language: str = "en",
        *,
        outside: Mapping[str, Any] = _NOTHING,
        on: date | None = None,
        decimal: str = "",
        zone: tzinfo = UTC,
    ) -> Callable[[Sequence[Any]], tuple[Answers, tuple[Problem, ...]]]:
        """A fast cleaner for flat rows whose values stand in the order of `columns` (names of top questions).

        Gives what `clean` gives for the same answers. The day is taken once: make a new one per batch.
        """
        names = tuple(columns)
        day = on or moment.today(zone)
        manner = Manner(decimal, zone)

        taking = Taking(self._places, manner, language, [])
        take = remembering(taking, names)

        def clean_row(values: Sequence[Any]) -> tuple[Answers, tuple[Problem, ...]]:
            taking.problems, taking.rows = [], 0
            cleaned = self._finish(take(values), taking.problems, outside, language, day, zone)
            return cleaned.answers, cleaned.problems

        return clean_row

    def _finish(
        self,
        answers: Answers,
        met: list[Problem],
        outside: Mapping[str, Any],
        language: str,
        on: date | None,
        zone: tzinfo,
    ) -> Cleaned:
        levels = self._settled(answers, outside, language, zone)
        if not met and trim(self._repeats, levels):
            levels = self._settled(self._kept(levels), outside, language, zone)
        found = list(check(self._checked, levels, self._occasion(language, on, zone)))
        if met:
            found = self._with_earlier(found, met, levels)
        return Cleaned(self._kept(levels), tuple(found))

    def _settled(self, answers: Answers, outside: Mapping[str, Any], language: str, zone: tzinfo) -> Levels:
        world = {**outside, **answers} if outside else answers
        env = Env(world, labels=partial(_label, self.lists, language), zone=zone)
        levels: Levels = {(): [Level(world, env)]}
        settle(self._moving, levels)
        return levels

    def _kept(self, levels: Levels) -> Answers:
        top = self._top
        return {
            name: value
            for name, value in levels[()][0].answers.items()
            if name in top and value is not None and value != "" and value != []
        }

    def _occasion(self, language: str, on: date | None, zone: tzinfo) -> Occasion:
        return Occasion(on or moment.today(zone), language, self.form.default_language)

    def _with_earlier(self, found: list[Problem], met: list[Problem], levels: Levels) -> list[Problem]:
        """Problems met while taking answers count only where the question is still asked, and stand first there."""
        shown = {
            level.prefix + step.name
            for step in self.steps
            for level in levels.get(step.rows, ())
            if step.name not in level.hidden
        }
        met = [one for one in met if one.path in shown or one.code == "unknown_question"]
        paths = {one.path for one in met}
        numbers = {step.name: step.number for step in self.steps}
        every = [*met, *(one for one in found if one.path not in paths)]
        return sorted(every, key=lambda one: numbers.get(one.question, len(numbers)))


def _moves(step: Step) -> bool:
    hides = step.relevant is not None or step.parent is not None
    return hides or step.calculation is not None or step.question.is_repeat


def _label(lists: Lists, language: str, list_name: str, code: str) -> str:
    return lists.label(list_name, code, language)
