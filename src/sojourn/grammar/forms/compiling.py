"""Compile a form: find its lists, check and compile its expressions, and put its questions in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sojourn.grammar.codes.model import ChoiceList
from sojourn.grammar.codes.reading import FALSE_WORDS, TRUE_WORDS
from sojourn.grammar.expressions import Expression, ExpressionError, Name, Scope, Type, compile
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.forms.cleaning import Manner, Unclean, cleaner_of
from sojourn.grammar.forms.compiled import CompiledForm
from sojourn.grammar.forms.lists import Lists, other_question, with_other
from sojourn.grammar.forms.model import Form, Question
from sojourn.grammar.forms.sequence import in_sequence
from sojourn.grammar.forms.step import Step

_MENTION = re.compile(r"\$\{\s*([^}]*?)\s*\}")
_DYNAMIC = re.compile(r"\$\{|[\w-]+\s*\(")


def compile_form(form: Form, codes: Mapping[str, ChoiceList], outer: Scope | None = None) -> CompiledForm:
    """Compile a form against a pack's code lists.

    `outer` holds the names from outside that the form may mention (member.age, parameter.x, answers of other forms).
    Raises GrammarErrors with every fault and its place.
    """
    compiler = _Compiler(form, codes, outer)
    compiled = compiler.compile()
    if compiler.faults:
        raise GrammarErrors(compiler.faults)
    assert compiled is not None
    return compiled


class _Compiler:
    def __init__(self, form: Form, codes: Mapping[str, ChoiceList], outer: Scope | None) -> None:
        self.form = replace(form, questions=tuple(_with_others(form.questions)))
        self.lists = Lists(form, codes)
        self.outer = outer
        self.faults: list[Fault] = []
        self.types: dict[str, Type] = {}
        self.steps: list[Step] = []

    def compile(self) -> CompiledForm | None:
        self.steps = [
            Step(question, question.name, rows, number) for number, (question, rows) in enumerate(self.form.walk_rows())
        ]
        self._settle_lists()
        self._settle_calculations()
        scope = self._scope()
        for step in self.steps:
            self._compile_step(step, scope)
        self._find_parents()
        sequence, circle = in_sequence(self.steps)
        if circle is not None and not self.faults:
            self.faults.append(circle)
        if self.faults:
            return None
        return CompiledForm(self.form, scope, self.lists, tuple(self.steps), tuple(sequence))

    def _settle_lists(self) -> None:
        for step in self.steps:
            question = step.question
            if question.is_select:
                found = self.lists.offered(question.list_name or "")
                if found is None:
                    self.faults.append(self.lists.fault(question))
                else:
                    step.choices = with_other(found) if question.or_other else found
            self.types[step.name] = question.expression_type
            if question.stores:
                self._add_cleaner(step)

    def _add_cleaner(self, step: Step) -> None:
        try:
            step.cleaner = cleaner_of(step.question, step.choices)
        except ArithmeticError:
            place = step.question.place_of("parameters")
            self.faults.append(Fault(place, "parameters", "write parameters as start=0 end=10 step=1"))

    def _settle_calculations(self) -> None:
        """Find the type of each calculation; those that mention others are looked at again once these are known."""
        waiting = [step for step in self.steps if step.question.calculation and step.question.type == "calculate"]
        for _round in range(len(waiting)):
            scope = self._scope()
            changed = False
            for step in waiting:
                try:
                    found = _kept_type(self._expression(step, "calculation", scope))
                except ExpressionError:
                    continue
                changed = changed or self.types[step.name] is not found
                self.types[step.name] = found
            if not changed:
                break

    def _scope(self) -> Scope:
        outer = self.outer
        names = list(outer.values()) if outer is not None else []
        own = [
            Name(step.name, self.types[step.name], step.rows, step.question.list_name)
            for step in self.steps
            if step.question.stores or step.question.is_repeat
        ]
        codes: dict[str, tuple[str, ...]] = {}
        for step in self.steps:
            if step.choices is not None:
                # One list may serve a question with or_other and one without.
                named = step.question.list_name or ""
                codes[named] = tuple(dict.fromkeys((*codes.get(named, ()), *step.choices.names)))
        choices = {**outer.choices, **codes} if outer is not None else codes
        return Scope([*names, *own], choices=choices)

    def _compile_step(self, step: Step, scope: Scope) -> None:
        question = step.question
        step.type = self.types[step.name]
        step.relevant = self._condition(step, "relevant", scope)
        step.constraint = self._condition(step, "constraint", scope)
        step.required = self._required(step, scope)
        step.calculation = self._optional(step, "calculation", scope)
        step.keeps_first = "once(" in question.calculation
        step.is_plain = step.cleaner is not None and (step.calculation is None or step.keeps_first)
        step.repeat_count = self._optional(step, "repeat_count", scope, Type.NUMBER)
        step.default = self._default(step, scope)
        self._compile_filter(step, scope)
        for name in sorted(_mentioned(question)):
            self._mention(step, name, scope)
        if question.type == "calculate" and not question.calculation and not question.default:
            self.faults.append(Fault(question.place, "no_calculation", f'"{step.name}" calculates nothing'))

    def _required(self, step: Step, scope: Scope) -> bool | Expression:
        word = step.question.required
        if not word or word in FALSE_WORDS:
            return False
        if word in TRUE_WORDS:
            return True
        return self._condition(step, "required", scope) or False

    def _condition(self, step: Step, column: str, scope: Scope) -> Expression | None:
        text = getattr(step.question, column)
        if text in TRUE_WORDS:
            return None
        return self._optional(step, column, scope, Type.BOOLEAN)

    def _optional(self, step: Step, column: str, scope: Scope, expect: Type | None = None) -> Expression | None:
        if not getattr(step.question, column):
            return None
        try:
            return self._expression(step, column, scope, expect)
        except ExpressionError as error:
            self.faults.append(Fault(error.place, f"expression_{error.code}", error.message))
            return None

    def _expression(self, step: Step, column: str, scope: Scope, expect: Type | None = None) -> Expression:
        current = Name(step.name, self.types[step.name], step.rows, step.question.list_name)
        inner = scope.standing(here=step.rows, current=current)
        return compile(getattr(step.question, column), inner, step.question.place_of(column), expect)

    def _compile_filter(self, step: Step, scope: Scope) -> None:
        if step.choices is None or not step.question.choice_filter:
            return
        columns = {"name", "label", *(key for choice in step.choices.choices for key in choice.extra)}
        inner = Scope(scope.values(), step.rows, None, scope.choices, columns)
        place = step.question.place_of("choice_filter")
        try:
            step.choice_filter = compile(step.question.choice_filter, inner, place, Type.BOOLEAN)
        except ExpressionError as error:
            self.faults.append(Fault(error.place, f"expression_{error.code}", error.message))
        step.filter_columns = {
            choice.name: {**choice.extra, "name": choice.name, "label": choice.labels.get("en", choice.name)}
            for choice in step.choices.choices
        }

    def _default(self, step: Step, scope: Scope) -> Any:
        text = step.question.default
        if not text or not step.question.stores:
            return None
        if _DYNAMIC.search(text):
            return self._optional(step, "default", scope)
        try:
            assert step.cleaner is not None
            return step.cleaner(text, Manner("."))
        except Unclean:
            message = f'the default "{text[:40]}" is no answer to a {step.question.type} question'
            self.faults.append(Fault(step.question.place_of("default"), "bad_default", message))
            return None

    def _mention(self, step: Step, name: str, scope: Scope) -> None:
        place = step.question.place_of("label")
        try:
            step.mentions[name] = compile(f"${{{name}}}", scope.standing(here=step.rows), place)
            if list_name := scope[name].list_name:
                step.mention_lists[name] = list_name
        except ExpressionError as error:
            self.faults.append(Fault(place, f"expression_{error.code}", error.message))

    def _find_parents(self) -> None:
        by_name = {step.name: step for step in self.steps}

        def settle(questions: tuple[Question, ...], parent: str | None) -> None:
            for question in questions:
                step = by_name.get(question.name)
                if step is None:
                    continue
                step.parent = parent
                hides = step.relevant is not None or parent is not None
                inner = None if question.is_repeat else question.name if hides else None
                settle(question.children, inner)

        settle(self.form.questions, None)


def _with_others(questions: tuple[Question, ...]) -> Iterator[Question]:
    for question in questions:
        yield replace(question, children=tuple(_with_others(question.children)))
        if question.or_other:
            yield other_question(question)


def _mentioned(question: Question) -> set[str]:
    return {
        name
        for column, texts in question.texts.items()
        if column not in ("image", "big-image", "audio", "video")
        for text in texts.values()
        for name in _MENTION.findall(text)
    }


def _kept_type(expression: Expression) -> Type:
    """The type under which a calculation is kept: XForms keeps conditions as the texts "true" and "false"."""
    return Type.TEXT if expression.type is Type.BOOLEAN else expression.type
