"""Texts of a form with the answers they mention filled in."""

from __future__ import annotations

import re

from sojourn.grammar.forms.settling import Level
from sojourn.grammar.forms.step import Step
from sojourn.grammar.languages import text_in

_MENTION = re.compile(r"\$\{\s*([^}]*?)\s*\}")


def worded(step: Step, column: str, level: Level, language: str, default_language: str) -> str:
    """The text of a column (label, hint, constraint_message …) as a person reads it; empty when there is none.

    `${name}` becomes the answer: the label of a code, else the answer as text.
    """
    text = text_in(step.question.texts.get(column, {}), language, default_language)
    if "${" not in text:
        return text
    return _MENTION.sub(lambda match: _shown(step, match[1], level), text)


def _shown(step: Step, name: str, level: Level) -> str:
    expression = step.mentions.get(name)
    if expression is None:
        return ""
    answer = expression.string(level.env)
    list_name = step.mention_lists.get(name)
    if list_name is None or level.env.labels is None:
        return answer
    return ", ".join(level.env.labels(list_name, code) for code in answer.split())
