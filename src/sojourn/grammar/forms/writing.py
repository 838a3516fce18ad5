"""Write a form as YAML, the way `read_form` reads it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML

from sojourn.grammar.codes.model import Choice, ChoiceList
from sojourn.grammar.forms.columns import FIELDS
from sojourn.grammar.forms.model import Form, Question
from sojourn.grammar.languages import Labels


def write_yaml(form: Form) -> str:
    """The form as YAML text; `read_form` of it gives the same form."""
    written: dict[str, Any] = {"form": form.name, "version": form.version}
    if form.default_language != "en":
        written["default_language"] = form.default_language
    written |= _texts("label", form.labels, form.default_language)
    written["about"] = form.about
    if form.repeats:
        written["repeats"] = "yes"
    optional = {"signed_by": form.signed_by, "settings": dict(form.settings), "headings": dict(form.headings)}
    written |= {key: value for key, value in optional.items() if value}
    written["survey"] = [_question(question, form.default_language) for question in form.questions]
    if form.choices:
        written["choices"] = {name: _list(one, form.default_language) for name, one in form.choices.items()}
    return _dumped(written)


def _question(question: Question, default_language: str) -> dict[str, Any]:
    words = [question.type, question.list_name or "", "or_other" if question.or_other else ""]
    written: dict[str, Any] = {"type": " ".join(filter(None, words)), "name": question.name}
    for kind, labels in question.texts.items():
        written |= _texts(kind, labels, default_language)
    written |= {column: text for column in FIELDS if (text := getattr(question, column))}
    written |= {key: getattr(question, key) for key in ("sensitive", "maps_to") if getattr(question, key)}
    written |= {key: "yes" for key in ("in_evidence", "search") if getattr(question, key)}
    if question.columns:
        written["columns"] = dict(question.columns)
    if question.children:
        written["children"] = [_question(child, default_language) for child in question.children]
    return written


def _texts(kind: str, labels: Labels, default_language: str) -> dict[str, str]:
    return {kind if code == default_language else f"{kind}::{code}": text for code, text in labels.items()}


def _list(choices: ChoiceList, default_language: str) -> dict[str, Any]:
    codes = [_choice(choice, default_language) for choice in choices.choices]
    return {"closed": "yes" if choices.closed else "no", "codes": codes}


def _choice(choice: Choice, default_language: str) -> dict[str, Any]:
    days: Mapping[str, Any] = {"valid_from": choice.valid_from, "valid_to": choice.valid_to}
    written = {"name": choice.name, **_texts("label", choice.labels, default_language)}
    return {**written, **{key: day.isoformat() for key, day in days.items() if day}, **choice.extra}


def _dumped(written: Mapping[str, Any]) -> str:
    yaml = YAML(typ="rt", pure=True)
    yaml.width = 110
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = io.StringIO()
    yaml.dump(dict(written), text)
    return text.getvalue()
