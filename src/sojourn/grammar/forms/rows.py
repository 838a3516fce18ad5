"""One row of a form, from YAML or a spreadsheet, and the question it becomes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sojourn.grammar.codes.reading import FALSE_WORDS, TRUE_WORDS
from sojourn.grammar.faults import Fault
from sojourn.grammar.forms.columns import FIELDS, OURS
from sojourn.grammar.forms.kinds import ALIASES, GROUP, KINDS, REFUSED, REPEAT, SELECTS
from sojourn.grammar.forms.model import Question
from sojourn.grammar.nearest import did_you_mean
from sojourn.grammar.place import Place

SENSITIVITIES = ("identifying", "sensitive", "ordinary")

_NAME = re.compile(r"[^\W\d][\w.\-]{0,99}")
_OWN_FIELDS = frozenset({"type", "name", *FIELDS, *OURS})


@dataclass
class Row:
    """Cells by canonical column; translated cells by column and language code; children of groups and repeats."""

    place: Place
    cells: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    children: list[Row] = field(default_factory=list)

    def place_of(self, column: str) -> Place:
        """Where a cell stands, or the row."""
        return self.places.get(column, self.place)


@dataclass(frozen=True)
class TypeWords:
    """The parts of a type cell: "select_one needs or_other" is ("select_one", "needs", True)."""

    word: str
    list_name: str | None = None
    or_other: bool = False


def type_words(written: str) -> TypeWords:
    """Take a type cell apart; spellings that XLSForm also accepts become the one word kept for each."""
    text = " ".join(written.split())
    or_other = text.endswith((" or_other", " or other", " or specify other"))
    if or_other:
        text = text.removesuffix(" or specify other").removesuffix(" or_other").removesuffix(" or other")
    lowered = text.lower()
    if lowered in ALIASES:
        return TypeWords(ALIASES[lowered])
    head, _, list_name = text.rpartition(" ")
    word = ALIASES.get(head.lower(), head)
    if word in SELECTS or word in REFUSED:
        return TypeWords(word, list_name, or_other)
    return TypeWords(ALIASES.get(text, text))


def question_of(row: Row, faults: list[Fault]) -> Question | None:
    """Make a question of a row and its children; None (and faults) when it cannot be one."""
    words = type_words(row.cells.get("type", ""))
    children = tuple(filter(None, (question_of(child, faults) for child in row.children)))
    before = len(faults)
    _check_type(row, words, faults)
    _check_name(row, words, faults)
    if _truth(row, "disabled", faults):
        message = "a disabled row is not kept: take it out, or give it a `relevant`"
        faults.append(Fault(row.place, "disabled", message))
    in_evidence = _truth(row, "in_evidence", faults)
    search = _truth(row, "search", faults)
    _check_sensitive(row, faults)
    if len(faults) > before:
        return None
    cells = row.cells
    return Question(
        type=words.word, name=cells.get("name", ""), list_name=words.list_name, or_other=words.or_other,
        texts={column: dict(labels) for column, labels in row.texts.items() if labels},
        **{column: cells.get(column, "") for column in FIELDS},
        sensitive=cells.get("sensitive", ""), in_evidence=in_evidence, maps_to=cells.get("maps_to", ""),
        search=search, children=children, columns=_others(cells), place=row.place, places=dict(row.places),
    )  # fmt: skip


def _others(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: text for column, text in cells.items() if column not in _OWN_FIELDS and text}


def _check_type(row: Row, words: TypeWords, faults: list[Fault]) -> None:
    place = row.place_of("type")
    if not words.word:
        faults.append(Fault(place, "no_type", "the question has no type"))
    elif words.word in REFUSED:
        faults.append(Fault(place, "refused_type", f'"{words.word}" cannot be used: {REFUSED[words.word]}'))
    elif words.word in SELECTS and not words.list_name:
        faults.append(Fault(place, "no_list", f'"{words.word}" needs the name of its list: {words.word} yes_no'))
    elif words.word not in KINDS:
        near = did_you_mean(words.word, KINDS)
        faults.append(Fault(place, "unknown_type", f'the type "{words.word[:60]}" is unknown{near}'))
    elif words.word in (GROUP, REPEAT) and not row.children:
        faults.append(Fault(row.place, "no_children", f"this {words.word[6:]} holds no questions"))
    elif row.children and words.word not in (GROUP, REPEAT):
        faults.append(Fault(row.place, "children", f"only a group or a repeat holds questions, not {words.word}"))


def _check_name(row: Row, words: TypeWords, faults: list[Fault]) -> None:
    name = row.cells.get("name", "")
    if not name and words.word == "audit":
        row.cells["name"] = "audit"
    elif not name:
        faults.append(Fault(row.place, "no_name", "the question has no name"))
    elif not _NAME.fullmatch(name):
        message = f'"{name[:40]}" cannot be a name: begin with a letter, then letters, digits, "_", "-" or "."'
        faults.append(Fault(row.place_of("name"), "bad_name", message))


def _check_sensitive(row: Row, faults: list[Fault]) -> None:
    word = row.cells.get("sensitive", "")
    if word and word not in SENSITIVITIES:
        message = f'`sensitive` is {", ".join(SENSITIVITIES)}, not "{word[:40]}"'
        faults.append(Fault(row.place_of("sensitive"), "bad_value", message))


def _truth(row: Row, column: str, faults: list[Fault]) -> bool:
    word = row.cells.get(column, "")
    if word and word not in TRUE_WORDS | FALSE_WORDS:
        faults.append(Fault(row.place_of(column), "bad_value", f'`{column}` is yes or no, not "{word[:40]}"'))
    return word in TRUE_WORDS
