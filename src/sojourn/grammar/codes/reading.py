"""Code lists from YAML: a pack's codes.yaml, or the `choices` of one form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sojourn.grammar.codes.model import Choice, ChoiceList
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.languages import code_of
from sojourn.grammar.place import Place
from sojourn.grammar.source import Items, Section, read_yaml

TRUE_WORDS = frozenset({"yes", "Yes", "YES", "true", "True", "TRUE", "true()"})
FALSE_WORDS = frozenset({"no", "No", "NO", "false", "False", "FALSE", "false()"})

_CODE = re.compile(r"[^\s,;|'\"<>&]{1,100}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIELDS = ("name", "label", "valid_from", "valid_to")


def read_codes(path_or_text: Path | str, *, file: str = "") -> Mapping[str, ChoiceList]:
    """Read a codes.yaml; raises GrammarErrors with every fault."""
    faults: list[Fault] = []
    lists = code_lists(read_yaml(path_or_text, file), faults)
    if faults:
        raise GrammarErrors(faults)
    return lists


def code_lists(section: Section, faults: list[Fault], language: str = "en") -> dict[str, ChoiceList]:
    """Read every list of a mapping; faults are added, and `language` is that of a plain `label`.

    A list is `{code: Label, …}`, `[{name: code, label: Label}, …]`, or either of these as `codes` beside `closed`.
    """
    lists: dict[str, ChoiceList] = {}
    for name, written in section.items():
        place = section.key_place(name)
        if not isinstance(written, Section | Items):
            faults.append(Fault(place, "codes", f'the list "{name}" holds no codes'))
            continue
        closed = False
        if isinstance(written, Section) and isinstance(written.get("codes"), Section | Items):
            closed = _closed(written, faults)
            written = written["codes"]
        if not written:
            faults.append(Fault(place, "codes", f'the list "{name}" holds no codes'))
        lists[name] = choice_list(name, list(_choices(written, faults, language)), closed, faults)
    return lists


def choice_list(name: str, choices: list[tuple[Choice, Place]], closed: bool, faults: list[Fault]) -> ChoiceList:
    """Make a list of choices that were read with their places; refuses bad and doubled codes."""
    seen: set[str] = set()
    for choice, where in choices:
        if not _CODE.fullmatch(choice.name):
            message = f'"{choice.name[:40]}" cannot be a code: use letters, digits and _ without spaces'
            faults.append(Fault(where, "bad_code", message))
        if choice.name in seen:
            faults.append(Fault(where, "duplicate_code", f'the code "{choice.name}" stands already in this list'))
        seen.add(choice.name)
        if choice.valid_from and choice.valid_to and choice.valid_from > choice.valid_to:
            faults.append(Fault(where, "period", f'"{choice.name}" ends before it begins'))
    return ChoiceList(name, tuple(choice for choice, _where in choices), closed)


def day_of(text: str, place: Place, faults: list[Fault]) -> date | None:
    """Read YYYY-MM-DD; an empty text is no day."""
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    faults.append(Fault(place, "bad_date", f'"{text[:40]}" is not a date: write YYYY-MM-DD'))
    return None


def _closed(section: Section, faults: list[Fault]) -> bool:
    for key in section:
        if key not in ("codes", "closed"):
            faults.append(Fault(section.key_place(key), "unknown_key", f'"{key}" means nothing beside `codes`'))
    word = section.text("closed", "no")
    if word not in TRUE_WORDS | FALSE_WORDS:
        faults.append(Fault(section.place("closed"), "bad_value", "`closed` is yes or no"))
    return word in TRUE_WORDS


def _choices(written: Section | Items, faults: list[Fault], language: str) -> Iterator[tuple[Choice, Place]]:
    if isinstance(written, Items):
        for index, item in enumerate(written):
            place = written.place(index)
            if isinstance(item, Section):
                yield _choice(item.text("name"), item, faults, language), place
            else:
                faults.append(Fault(place, "bad_code", "write each code as {name: code, label: Label}"))
        return
    for code, item in written.items():
        place = written.key_place(code)
        if isinstance(item, Section):
            yield _choice(code, item, faults, language), place
        elif text := written.text(code).strip():
            yield Choice(code, {language: text}), place
        else:
            faults.append(Fault(place, "no_label", f'the code "{code}" has no label'))


def _choice(code: str, section: Section, faults: list[Fault], language: str) -> Choice:
    labels: dict[str, str] = {}
    extra: dict[str, str] = {}
    for key, value in section.items():
        if key == "label" or key.startswith("label::"):
            labels[code_of(key.partition("::")[2]) if "::" in key else language] = section.text(key).strip()
        elif key not in _FIELDS:
            extra[key] = _extra(section, key, value, faults)
    if not labels:
        faults.append(Fault(section.own_place, "no_label", f'the code "{code}" has no label'))
    starts = day_of(section.text("valid_from"), section.place("valid_from"), faults)
    ends = day_of(section.text("valid_to"), section.place("valid_to"), faults)
    return Choice(code, labels, starts, ends, extra)


def _extra(section: Section, key: str, value: Any, faults: list[Fault]) -> str:
    if isinstance(value, Items):
        return " | ".join(value.text(index).strip() for index in range(len(value)))
    if isinstance(value, Section):
        faults.append(Fault(section.place(key), "bad_value", f'"{key}" holds one text or a list of texts'))
        return ""
    return section.text(key).strip()
