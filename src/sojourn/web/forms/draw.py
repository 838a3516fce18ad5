"""From a form and its answers to the regions that a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from sojourn.grammar.forms import Question
from sojourn.grammar.forms.kinds import METADATA
from sojourn.web.forms.control import control
from sojourn.web.forms.region import Region, Row
from sojourn.web.forms.view import FormView, path_of

_UNDRAWN = METADATA | {"hidden"}


def draw(view: FormView) -> tuple[Region, ...]:
    """Draw every question of the form, those now hidden as empty places."""
    return _level(view, view.compiled.form.questions, view.raw, "")


def _level(
    view: FormView, questions: Iterable[Question], raw: Mapping[str, Any], prefix: str
) -> tuple[Region, ...]:
    return tuple(_region(view, question, raw, prefix) for question in questions if _is_drawn(question))


def _is_drawn(question: Question) -> bool:
    return question.type not in _UNDRAWN and not (question.type == "calculate" and not question.labels)


def _region(view: FormView, question: Question, raw: Mapping[str, Any], prefix: str) -> Region:
    name = prefix + question.name
    if path_of(name) in view.state.hidden:
        return Region(name, "group" if question.is_group else "hidden", visible=False)
    if question.is_group:
        children = _level(view, question.children, raw, prefix)
        return Region(name, "group", view.text(name), view.text(name, "hint"), children=children)
    if question.is_repeat:
        return _repeat(view, question, raw.get(question.name), name)
    return control(view, question, raw.get(question.name), name)


def _repeat(view: FormView, question: Question, rows: Any, name: str) -> Region:
    label = view.text(name)
    kept = [row for row in rows or () if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []
    return Region(
        name,
        "repeat",
        label,
        view.text(name, "hint"),
        problems=view.problems_at(name),
        rows=tuple(_row(view, question, row, name, number, label) for number, row in enumerate(kept, start=1)),
        may_change_rows=not question.repeat_count,
        add_label=_("Add: %(what)s") % {"what": label},
    )


def _row(view: FormView, question: Question, raw: Mapping[str, Any], name: str, number: int, label: str) -> Row:
    what = f"{label} {number}"
    place = f"{name}.{number}"
    return Row(
        id="r-" + place.replace(".", "-"),
        name=place,
        label=what,
        remove_label=_("Remove: %(what)s") % {"what": what},
        children=_level(view, question.children, raw, f"{place}."),
    )
