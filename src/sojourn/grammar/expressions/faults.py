"""How an expression says what is wrong with it, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sojourn.grammar.place import Place


class ExpressionError(ValueError):
    """An expression that cannot be used.

    `place` is the offending character; `code` is stable and `template` with `params` can be translated;
    `message` is the filled English sentence; `str()` is "file:line:column: message".
    """

    def __init__(self, code: str, template: str, place: Place = Place(), **params: object) -> None:  # noqa: B008
        self.code = code
        self.template = template
        self.params: dict[str, object] = params
        self.place = place
        self.message = template.format_map(params)
        super().__init__(f"{place}: {self.message}" if str(place) else self.message)


@dataclass(frozen=True)
class Notice:
    """Something an author should look at, though the expression works: stable `code`, English template, place."""

    code: str
    template: str
    params: Mapping[str, object] = field(default_factory=dict)
    place: Place = field(default_factory=Place)

    @property
    def message(self) -> str:
        """The template with its places filled."""
        return self.template.format_map(dict(self.params))

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Mistake(Exception):
    """Inside this package: an error that knows its offset in the text, but not yet its file."""

    def __init__(self, at: int, code: str, template: str, **params: object) -> None:
        self.at = at
        self.code = code
        self.template = template
        self.params = params
        super().__init__(template.format_map(params))

    def placed(self, text: str, place: Place) -> ExpressionError:
        """The same error, pointing into the file."""
        return ExpressionError(self.code, self.template, moved(place, text, self.at), **self.params)


def moved(place: Place, text: str, offset: int) -> Place:
    """The place of `text[offset]` when `text` begins at `place` (an unknown place counts inside the text alone)."""
    before = text[:offset]
    lines = before.count("\n")
    line = max(place.line, 1) + lines
    if lines:
        return Place(place.file, line, place.indent + offset - before.rfind("\n"))
    return Place(place.file, line, max(place.column, 1) + offset)
