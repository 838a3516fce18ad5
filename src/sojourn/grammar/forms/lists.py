"""Which list a select offers: the form's own, else the pack's, else a shared one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from sojourn.grammar.codes.model import Choice, ChoiceList
from sojourn.grammar.codes.shared import opened, shared_list, shared_names
from sojourn.grammar.faults import Fault
from sojourn.grammar.forms.model import Form, Question
from sojourn.grammar.nearest import did_you_mean

_OTHER = Choice("other", {"en": "Other", "fr": "Autre", "ar": "غير ذلك", "fa": "مورد دیگر", "es": "Otro"})
_SPECIFY = {"en": "Please say what", "fr": "Veuillez préciser", "ar": "يرجى التوضيح", "fa": "لطفاً بنویسید"}


class Lists:
    """The lists a form can name, as it offers them (open lists with `unknown` and `declined`)."""

    def __init__(self, form: Form, codes: Mapping[str, ChoiceList]) -> None:
        self._form = form
        self._codes = codes
        self._offered: dict[str, ChoiceList] = {}

    def offered(self, name: str) -> ChoiceList | None:
        """The list called `name` as forms offer it; None when nobody has it."""
        if name not in self._offered:
            found = self.written(name)
            if found is None:
                return None
            self._offered[name] = opened(found)
        return self._offered[name]

    def written(self, name: str) -> ChoiceList | None:
        """The list called `name` as it was written."""
        return self._form.choices.get(name) or self._codes.get(name) or shared_list(name)

    def label(self, list_name: str, code: str, language: str) -> str:
        """The label of a code; the code itself when list or code is unknown."""
        found = self.offered(list_name)
        return found.label(code, language) if found else code

    def fault(self, question: Question) -> Fault:
        """What to say when a question names a list nobody has."""
        names: Collection[str] = {*self._form.choices, *self._codes, *shared_names()}
        near = did_you_mean(question.list_name or "", names)
        message = f'there is no list "{question.list_name}" in this form, in codes.yaml or among the shared lists'
        return Fault(question.place_of("type"), "unknown_list", message + near)


def with_other(choices: ChoiceList) -> ChoiceList:
    """The list with `other` at its end, as XLSForm's or_other means it."""
    if "other" in choices.by_name:
        return choices
    return ChoiceList(choices.name, (*choices.choices, _OTHER), choices.closed)


def other_question(question: Question) -> Question:
    """The text that or_other asks for when `other` is chosen; it is placed as the question itself is."""
    return Question(
        type="text",
        name=f"{question.name}_other",
        texts={"label": _SPECIFY},
        relevant=f"selected(${{{question.name}}}, 'other')",
        sensitive=question.sensitive,
        place=question.place,
    )


def without_others(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions as their author wrote them, without the texts that or_other added when the form was compiled."""
    added = [other_question(question) for question in questions if question.or_other]
    return tuple(
        replace(question, children=without_others(question.children)) for question in questions if question not in added
    )
