"""Read a form from an XLSForm workbook."""

from __future__ import annotations

from pathlib import Path

from sojourn.grammar.codes.reading import TRUE_WORDS
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.forms.checks import name_faults
from sojourn.grammar.forms.model import Form
from sojourn.grammar.forms.rows import question_of
from sojourn.grammar.nearest import did_you_mean
from sojourn.grammar.place import Place
from sojourn.grammar.xlsform.choices import choice_lists
from sojourn.grammar.xlsform.notes import NAME, Note, Notes
from sojourn.grammar.xlsform.settings import Settings, read_settings
from sojourn.grammar.xlsform.survey import survey_rows
from sojourn.grammar.xlsform.texts import Languages, languages_of
from sojourn.grammar.xlsform.workbook import Sheet, open_sheets

_NEEDED = ("survey", "choices", "settings")
_REFUSED = {
    "external_choices": "put the choices on the sheet choices",
    "osm": "map features of OpenStreetMap are not stored",
    "entities": "entities are not used: a subject's record is written through maps_to",
}


def read_xlsform(source: Path | bytes, *, file: str = "") -> Form:
    """Read an XLSForm workbook (.xlsx); raises GrammarErrors with every fault, its sheet, row and column.

    What `write_xlsform` added for other tools is taken back, so that a form that went out and in again is the same.
    """
    if not file:
        file = source.name if isinstance(source, Path) else "form.xlsx"
    faults: list[Fault] = []
    sheets = open_sheets(source, file, {*_NEEDED, *_REFUSED, NAME}, faults)
    _check_sheets(sheets, file, faults)
    form = _form(sheets, file, faults)
    if not faults:
        faults.extend(name_faults(form))
    if faults:
        raise GrammarErrors(faults)
    return form


def _check_sheets(sheets: dict[str, Sheet], file: str, faults: list[Fault]) -> None:
    if "survey" not in sheets:
        near = did_you_mean("survey", sheets)
        faults.append(Fault(Place(file), "no_survey", f'the workbook has no sheet "survey"{near}'))
    for name, why in _REFUSED.items():
        if name in sheets and sheets[name].rows:
            faults.append(Fault(Place(f"{file}!{name}"), "refused_sheet", f'the sheet "{name}" cannot be used: {why}'))
    for name in sheets.keys() - _REFUSED.keys() - set(_NEEDED):
        near = did_you_mean(name, _NEEDED)
        if near and not any(needed in near and needed in sheets for needed in _NEEDED):
            faults.append(Fault(Place(f"{file}!{name}"), "unknown_sheet", f'there is a sheet "{name}"{near}'))


def _form(sheets: dict[str, Sheet], file: str, faults: list[Fault]) -> Form:
    empty = Sheet("")
    survey, choices = sheets.get("survey", empty), sheets.get("choices", empty)
    notes = Notes(_notes(sheets.get(NAME, empty)))
    settings = read_settings(sheets.get("settings", empty), notes, faults)
    languages = _languages(settings, survey, choices)
    rows = survey_rows(survey, languages, notes, faults)
    return Form(
        name=settings.plain.pop("form_id", "") or Path(file).stem,
        version=settings.plain.pop("version", ""),
        labels=settings.labels(languages),
        questions=tuple(filter(None, (question_of(row, faults) for row in rows))),
        about=settings.own.get("about", "case"),
        repeats=settings.own.get("repeats", "") in TRUE_WORDS,
        signed_by=settings.own.get("signed_by", ""),
        choices=choice_lists(choices, languages, notes, faults),
        settings=settings.plain,
        default_language=languages.default,
        headings=languages.headings,
        place=Place(file),
    )


def _languages(settings: Settings, survey: Sheet, choices: Sheet) -> Languages:
    single_colon = not any("::" in name for sheet in (survey, choices) for name in sheet.headings)
    headings = {"survey": survey.headings, "choices": choices.headings}
    own = settings.own.get("default_language", "")
    return languages_of(settings.plain.get("default_language", ""), own, headings, single_colon)


def _notes(sheet: Sheet) -> list[Note]:
    return [Note(*(row.cells.get(column, "") for column in Note.__dataclass_fields__)) for row in sheet.rows]
