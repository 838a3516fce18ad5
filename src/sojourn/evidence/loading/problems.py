"""What is wrong in a file: one problem per kind, with its first lines, and the Refused that carries them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sojourn.kernel.refused import Reason, Refused


@dataclass(frozen=True)
class Suggestion:
    """A code that a strange one may stand for; `score` 0–100 says how alike they are. Never applied by itself."""

    code: str
    label: str
    score: float


@dataclass(frozen=True)
class LoadProblem:
    """One thing that stops a load: `value` in `column`, `count` times, first on `lines` of `file`; `why` and `fix`."""

    code: str
    file: str
    why: str
    fix: str
    lines: tuple[int, ...] = ()
    column: str = ""
    value: str = ""
    count: int = 1
    suggestions: tuple[Suggestion, ...] = ()

    def reason(self) -> Reason:
        """The same as a Reason."""
        where = self.file + (f", line {self.lines[0]}" if self.lines else "")
        where += f", column {self.column}" if self.column else ""
        params = {"where": where, "why": self.why, "fix": self.fix, "value": self.value, "count": self.count}
        return Reason(self.code, "{where}: {why} {fix}", params, field=self.column)


class LoadRefused(Refused):
    """A file was not loaded and the store is as before; `problems` are the rows of the report.

    `snippet` is a crosswalk ready to be accepted (`--map FILE`): CSV with codelist, source_code, code, where only
    the codes are still to be filled in or confirmed.
    """

    def __init__(self, problems: Iterable[LoadProblem], snippet: str = "") -> None:
        self.problems = tuple(problems)
        self.snippet = snippet
        super().__init__(problem.reason() for problem in self.problems)


def refuse(
    code: str, file: str, why: str, fix: str, *, line: int = 0, column: str = "", value: str = ""
) -> LoadRefused:
    """Make the exception for one problem; raise it."""
    return LoadRefused([LoadProblem(code, file, why, fix, (line,) if line else (), column, value)])


@dataclass(frozen=True)
class Loaded:
    """What became of one cube: its vintage, whether it had been there before, and rows left out on purpose.

    `notices` say what is odd in the file and does no harm.
    """

    dataset: str
    vintage: str
    rows: int
    already: bool = False
    statuses: Mapping[str, int] = field(default_factory=dict)
    left_out: int = 0
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class LoadReport:
    """What a load did: one line per dataset found in the file."""

    file: str
    sha256: str
    layout: str
    loaded: tuple[Loaded, ...]
    seconds: float
