"""What `sojourn import` does between its words and its report."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sojourn.accounts.models import Office, User
from sojourn.accounts.viewer import NOBODY, Viewer, viewer_of
from sojourn.exchange import queries
from sojourn.exchange.imports.gather import Gatherer, RefusedRow
from sojourn.exchange.imports.plan import Plan, make_plan
from sojourn.exchange.imports.run import Tell, import_file, try_import
from sojourn.exchange.mappings import read_mapping
from sojourn.exchange.models import ImportProblem, ImportRun
from sojourn.grammar.packs import Pack, catalogue
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection.scope import seen_by


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line."""

    file: Path
    pack: str
    mapping: str
    office: str = ""
    email: str = ""
    dry_run: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of it: figures, and the refused rows with their problems in the order of the file."""

    figures: dict[str, str | int | bool]
    header: tuple[str, ...]
    tried: Plan | None = None
    run: ImportRun | None = None
    by: Viewer = NOBODY

    def problems(self) -> Iterator[Sequence[object]]:
        """Stream row, column, question, value, code, why and fix of every problem."""
        for row in self._found():
            for one in row.problems:
                yield (row.row, one.column, one.question, one.value, one.code, one.why, one.fix)
        for kept in self._kept():
            yield (kept.row, kept.column, kept.question, kept.value, kept.code, kept.why, kept.fix)

    def refused_rows(self) -> Iterator[Sequence[str]]:
        """Stream the cells of every refused row, as they stood in the file."""
        yield from (row.cells for row in self._found())
        yield from (kept.row_cells for kept in self._kept() if kept.row_cells)

    def _found(self) -> Iterator[RefusedRow]:
        """A trial keeps nothing: what it found is found again, so that no file is too large for it."""
        if self.tried is not None and self.figures["rows_refused"]:
            for one in Gatherer(self.tried).gather(self.tried.table().rows):
                yield from one.refused

    def _kept(self) -> Iterator[ImportProblem]:
        if self.run is not None:
            with seen_by(self.by):
                yield from queries.problems_of(self.run)


def perform(order: Order, *, tell: Tell) -> Outcome:
    """Plan, then try or import; raises FileFault, GrammarErrors and Refused with what to do about it."""
    pack = catalogue().pack(order.pack)
    path, text = mapping_text(pack, order.mapping)
    mapping = read_mapping(text, str(path))
    if mapping.pack != pack.name:
        message = "The mapping {mapping} is for the pack {own}, not for {pack}"
        raise Refused(Reason("mapping", message, {"mapping": mapping.name, "own": mapping.pack, "pack": pack.name}))
    plan = make_plan(path=order.file, mapping=mapping, mapping_text=text, pack=pack)
    if order.dry_run:
        return _tried(plan, tell)
    office = office_named(order.office)
    return _imported(plan, office, _viewer(order.email, office, pack), tell)


def _tried(plan: Plan, tell: Tell) -> Outcome:
    trial = try_import(plan, tell=tell)
    figures = {"dry_run": True, "rows": trial.rows, "cases": trial.cases, "rows_refused": trial.refused,
               "rows_known": 0, "finished_before": False}  # fmt: skip
    return Outcome(figures, plan.header, tried=plan)


def _imported(plan: Plan, office: Office, by: Viewer, tell: Tell) -> Outcome:
    with seen_by(by):
        before = queries.run_of(plan, office)
        done = bool(before and before.finished_at)
        run = import_file(plan, office=office, by=by, tell=tell)
        finished = run.finished_at.isoformat() if run.finished_at else ""
        figures = {"dry_run": False, "rows": run.rows_seen, "cases": run.cases_opened, "run": str(run.id),
                   "rows_refused": run.rows_refused, "rows_known": run.rows_known, "office": office.code,
                   "finished_before": done, "finished_at": finished}  # fmt: skip
        return Outcome(figures, plan.header, run=run, by=by)


def mapping_text(pack: Pack, name: str) -> tuple[Path, str]:
    """Find a mapping by path, or by name among those the pack ships; Refused when there is none."""
    shipped = pack.folder / "mappings"
    for path in (Path(name), shipped / f"{name}.yaml"):
        if path.is_file():
            return path, path.read_text(encoding="utf-8")
    names = ", ".join(sorted(path.stem for path in shipped.glob("*.yaml"))) or "none"
    message = "There is no mapping {name}; the pack {pack} ships: {names}"
    raise Refused(Reason("mapping", message, {"name": name, "pack": pack.name, "names": names}))


def office_named(code: str) -> Office:
    """Find an office by its code; without a code, the only one there is. Refused when that is not clear."""
    offices = list(Office.objects.order_by("code"))
    found = [one for one in offices if one.code == code] if code else offices
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.code for one in offices) or "none yet; `sojourn office add` makes one"
    message = "Name an office with --office; there are: {names}"
    raise Refused(Reason("office", message, {"names": names}))


def _viewer(email: str, office: Office, pack: Pack) -> Viewer:
    if not email:
        return Viewer.machine("import", [office], [pack.compartment] if pack.compartment else [])
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise Refused(Reason("user", "There is no user {email}", {"email": email}))
    return viewer_of(user)


class Progress:
    """Says on standard error how many rows are done, ten times a second at most, and nothing when it is no terminal."""

    def __init__(self) -> None:
        self._next = 0.0
        self._shown = sys.stderr.isatty()

    def __call__(self, rows: int) -> None:
        """Show `rows`."""
        if self._shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + 0.1
            print(f"\r{rows:,} rows …", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
