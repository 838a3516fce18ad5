"""The settings sheet: XLSForm's own settings, and ours beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

from sojourn.grammar.faults import Fault
from sojourn.grammar.forms.columns import PREFIX, heading
from sojourn.grammar.languages import code_of
from sojourn.grammar.place import Place
from sojourn.grammar.xlsform.notes import Notes
from sojourn.grammar.xlsform.texts import Languages
from sojourn.grammar.xlsform.workbook import Sheet

OWN = ("about", "repeats", "signed_by", "default_language")


@dataclass
class Settings:
    """XLSForm's settings as they stand (`plain`), ours without their prefix (`own`), the title in other languages."""

    plain: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def labels(self, languages: Languages) -> dict[str, str]:
        """The title by language."""
        title = self.plain.pop("form_title", "")
        return {**({languages.default: title} if title else {}), **self.titles}


def read_settings(sheet: Sheet, notes: Notes, faults: list[Fault]) -> Settings:
    """Read the one row of settings."""
    settings = Settings()
    for row in sheet.rows[1:]:
        faults.append(Fault(Place("", row.line), "settings", "the sheet settings has one row only"))
    for name, text in sheet.rows[0].cells.items() if sheet.rows else ():
        if name.startswith(f"{PREFIX}label::"):
            settings.titles[code_of(name.removeprefix(f"{PREFIX}label::"))] = text
        elif name.startswith(PREFIX):
            settings.own[name.removeprefix(PREFIX)] = text
        else:
            column = heading(name, "settings").column
            if kept := notes.before("settings", "", column, text):
                settings.plain[column] = kept
    return settings
