"""Languages of a workbook: which heading means which language, and how each is written back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sojourn.grammar.forms.columns import TRANSLATED, heading
from sojourn.grammar.languages import code_of, heading_of


@dataclass
class Languages:
    """The languages of one workbook: the code of the default, and headings that are not the usual ones."""

    default: str = "en"
    headings: dict[str, str] = field(default_factory=dict)

    def code(self, written: str) -> str:
        """The code of a language as a heading names it; no name is the default language."""
        return code_of(written) if written else self.default

    def column(self, kind: str, code: str) -> str:
        """The heading of a translated column: plain for the default language unless it has a heading of its own."""
        if code == self.default and code not in self.headings:
            return kind
        return f"{kind}::{self.headings.get(code) or heading_of(code)}"


def languages_of(setting: str, own_code: str, headings: Mapping[str, Iterable[str]], single_colon: bool) -> Languages:
    """Find a workbook's languages from its default_language, ours beside it, and the headings of its sheets."""
    written: dict[str, str] = {}
    is_plain = False
    for sheet, names in headings.items():
        for name in names:
            meant = heading(name, sheet, single_colon=single_colon)
            if meant.column in TRANSLATED:
                is_plain = is_plain or not meant.language
                if meant.language:
                    written.setdefault(code_of(meant.language), meant.language)
    default = own_code or (code_of(setting) if setting else _default(written, is_plain))
    unusual = {code: name for code, name in written.items() if code == default or name != heading_of(code)}
    return Languages(default, unusual)


def _default(written: Mapping[str, str], is_plain: bool) -> str:
    if is_plain:
        return "default" if "en" in written else "en"
    return "en" if "en" in written or not written else next(iter(written))
