"""Read a form from YAML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sojourn.grammar.codes.reading import FALSE_WORDS, TRUE_WORDS, code_lists
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.forms.checks import name_faults
from sojourn.grammar.forms.columns import FIELDS, KEPT, KEPT_FAMILIES, OURS, SETTINGS, TRANSLATED, heading
from sojourn.grammar.forms.model import Form, Question
from sojourn.grammar.forms.rows import Row, question_of
from sojourn.grammar.languages import code_of
from sojourn.grammar.nearest import did_you_mean
from sojourn.grammar.source import Items, Section, read_yaml

_TOP = (
    "form", "version", "label", "about", "repeats", "signed_by", "survey", "choices", "settings",
    "default_language", "headings",
)  # fmt: skip
_KEYS = frozenset({"type", "name", "children", "columns", *TRANSLATED, *FIELDS, *KEPT, *OURS})


def read_form(path_or_text: Path | str, *, file: str = "") -> Form:
    """Read one form; raises GrammarErrors with every fault and its place."""
    section = read_yaml(path_or_text, file)
    faults: list[Fault] = []
    form = form_of(section, faults)
    if not faults:
        faults.extend(name_faults(form))
    if faults:
        raise GrammarErrors(faults)
    return form


def form_of(section: Section, faults: list[Fault]) -> Form:
    """Make a form of a YAML mapping; what is wrong is added to `faults`."""
    _check_top(section, faults)
    default_language = code_of(section.text("default_language", "en"))
    written = section.get("choices")
    return Form(
        name=section.text("form"),
        version=section.text("version"),
        labels=_labels(section, default_language),
        questions=_questions(section, default_language, faults),
        about=section.text("about", "case"),
        repeats=section.text("repeats") in TRUE_WORDS,
        signed_by=section.text("signed_by"),
        choices=code_lists(written, faults, default_language) if isinstance(written, Section) else {},
        settings=_settings(section, faults),
        default_language=default_language,
        headings=_texts_of(section, "headings", faults),
        place=section.own_place,
    )


def _check_top(section: Section, faults: list[Fault]) -> None:
    for key in section:
        if key not in _TOP and not key.startswith("label::"):
            near = did_you_mean(key, _TOP)
            faults.append(Fault(section.key_place(key), "unknown_key", f'a form has no "{key}"{near}'))
    for key in ("form", "version"):
        if not section.text(key):
            faults.append(Fault(section.own_place, f"no_{key}", f"the form does not say its `{key}`"))
    if section.text("about", "case") not in ("case", "member"):
        faults.append(Fault(section.place("about"), "bad_value", "`about` is case or member"))
    if section.text("repeats", "no") not in TRUE_WORDS | FALSE_WORDS:
        faults.append(Fault(section.place("repeats"), "bad_value", "`repeats` is yes or no"))
    if not isinstance(section.get("survey"), Items):
        faults.append(Fault(section.place("survey"), "no_survey", "the form needs `survey`: a list of questions"))
    if section.get("choices") is not None and not isinstance(section["choices"], Section):
        faults.append(Fault(section.place("choices"), "bad_value", "`choices` maps the name of a list to its codes"))


def _labels(section: Section, default_language: str) -> dict[str, str]:
    found = {}
    for key in section:
        meant = heading(key)
        if meant.column == "label" and (text := section.text(key).strip()):
            found[code_of(meant.language) if meant.language else default_language] = text
    return found


def _settings(section: Section, faults: list[Fault]) -> dict[str, str]:
    written = section.get("settings")
    unknown = [key for key in written if key not in SETTINGS] if isinstance(written, Section) else []
    for key in unknown:
        near = did_you_mean(key, SETTINGS)
        assert isinstance(written, Section)
        faults.append(Fault(written.key_place(key), "unknown_key", f'XLSForm has no setting "{key}"{near}'))
    return _texts_of(section, "settings", faults)


def _texts_of(section: Section, key: str, faults: list[Fault]) -> dict[str, str]:
    written = section.get(key)
    if isinstance(written, Section):
        return {name: written.text(name).strip() for name in written}
    if written is not None:
        faults.append(Fault(section.place(key), "bad_value", f"`{key}` maps names to texts"))
    return {}


def _questions(section: Section, default_language: str, faults: list[Fault]) -> tuple[Question, ...]:
    rows = _rows(section.get("survey"), default_language, faults)
    return tuple(filter(None, (question_of(row, faults) for row in rows)))


def _rows(items: object, default_language: str, faults: list[Fault]) -> Iterator[Row]:
    for index, item in enumerate(items if isinstance(items, Items) else ()):
        if isinstance(item, Section):
            yield _row(item, default_language, faults)
        else:
            assert isinstance(items, Items)
            message = "a question is written {type: …, name: …, label: …}"
            faults.append(Fault(items.place(index), "bad_question", message))


def _row(section: Section, default_language: str, faults: list[Fault]) -> Row:
    row = Row(section.own_place)
    for key, value in section.items():
        if key == "children":
            row.children = list(_rows(value, default_language, faults))
        elif key == "columns" and isinstance(value, Section):
            row.cells.update({column: value.text(column).strip() for column in value})
        elif isinstance(value, Section | Items):
            faults.append(Fault(section.place(key), "bad_value", f'"{key}" holds one text'))
        else:
            _put_cell(row, section, key, default_language, faults)
    return row


def _put_cell(row: Row, section: Section, key: str, default_language: str, faults: list[Fault]) -> None:
    meant = heading(key)
    if meant.column not in _KEYS and not key.startswith(KEPT_FAMILIES):
        near = did_you_mean(key, _KEYS)
        message = f'a question has no "{key}"{near} (put columns of other tools under `columns`)'
        faults.append(Fault(section.key_place(key), "unknown_key", message))
        return
    text = section.text(key).strip()
    row.places[meant.column] = section.place(key)
    if meant.column in TRANSLATED:
        if text:
            language = code_of(meant.language) if meant.language else default_language
            row.texts.setdefault(meant.column, {})[language] = text
    elif meant.column in row.cells:
        faults.append(Fault(section.key_place(key), "duplicate_key", f'"{meant.column}" is given twice'))
    else:
        row.cells[meant.column] = text
