"""What is wrong with an answer, in the language of the person who gave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sojourn.grammar.source import Section, read_yaml

_WORDS = Path(__file__).parent.parent / "words"
_LONGEST_SHOWN = 80


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one answer.

    `path` is like "document[2].number" (rows count from 1), `code` is stable, `message` says what is wrong and
    `fix` what would be right, both in the language asked for; `value` is what was given, cut when long.
    """

    path: str
    question: str
    code: str
    message: str
    value: Any = None
    fix: str = ""


@dataclass(frozen=True)
class Template:
    """The English words for one kind of problem; `{name}` places are filled from its particulars."""

    code: str
    message: str
    fix: str = ""


TEMPLATES: Mapping[str, Template] = {
    "required": Template("required", "An answer is needed here."),
    "constraint": Template("constraint", "This answer is not possible here."),
    "integer": Template("type", "This is not a whole number.", "Write digits only, for example 14."),
    "decimal": Template("type", "This is not a number.", "Write digits, for example 12.50."),
    "too_large": Template("type", "This number is too large.", "Check whether a digit was typed twice."),
    "ambiguous": Template("ambiguous", "“{value}” can be read in two ways.", "Write {thousands} or {fraction}."),
    "date": Template("type", "This is not a date.", "Write year-month-day, for example 2026-03-01."),
    "no_such_day": Template("type", "This day does not exist.", "Look at the day and the month again."),
    "datetime": Template(
        "type", "This is not a date with a time.", "Write date and time, for example 2026-03-01T10:30."
    ),
    "time": Template("type", "This is not a time of day.", "Write hours and minutes, for example 14:30."),
    "text": Template("type", "One text is expected here."),
    "choice": Template("choice", "“{value}” is not one of the possible answers.", "Choose an answer from the list."),
    "choice_closed": Template(
        "choice", "“{value}” is not possible with the other answers or on this day.", "Choose an answer from the list."
    ),
    "choices": Template("type", "A list of answers is expected here."),
    "too_many": Template("too_many", "There are more than {most} entries here.", "Keep the first {most}."),
    "too_long": Template("too_long", "This is longer than {most} characters.", "Shorten it, or attach it as a file."),
    "unsafe_nul": Template("unsafe", "A control character is hidden in this text.", "Type the text again."),
    "unsafe_bidi": Template(
        "unsafe", "A hidden mark that changes the direction of writing is in this text.", "Type the text again."
    ),
    "unsafe_broken": Template("unsafe", "A character in this text is broken.", "Type the text again."),
    "geopoint": Template("type", "This is not a position.", "Write latitude and longitude, for example 41.69 44.80."),
    "file": Template("type", "This is not the name of an attached file.", "Attach the file again."),
    "range": Template("constraint", "The number must lie between {start} and {end}."),
    "rows": Template("type", "Rows of answers are expected here."),
    "repeat_count": Template("repeat_count", "There are {given} rows here, but {expected} are expected."),
    "unknown": Template("unknown_question", "The form has no question “{value}”.", "{near}"),
}


def problem(key: str, language: str, path: str, question: str, value: Any, params: Mapping[str, Any]) -> Problem:
    """Put one kind of problem into words."""
    template = templates(language)[key]
    filled = {"value": shown(value), **params}
    return Problem(
        path,
        question,
        template.code,
        template.message.format_map(filled),
        filled["value"],
        template.fix.format_map(filled),
    )


def shown(value: Any) -> Any:
    """A value short enough to be shown again."""
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "…"
    if value is None or isinstance(value, int | float):
        return value
    return "…"


@cache
def templates(language: str) -> Mapping[str, Template]:
    """The templates in `language`; English where there is no translation."""
    path = _WORDS / f"{language.partition('-')[0]}.yaml"
    if not path.name[:-5].isalpha() or not path.exists():
        return TEMPLATES
    words = read_yaml(path, file=path.name).get("problems", {})
    return {key: _translated(template, words.get(key)) for key, template in TEMPLATES.items()}


def _translated(template: Template, words: Section | None) -> Template:
    if words is None:
        return template
    return Template(template.code, words.text("message", template.message), words.text("fix", template.fix))
