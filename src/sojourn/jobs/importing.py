"""What `sojourn import` does between its words and its report."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist

from sojourn.accounts.queries import every_office, user_by
from sojourn.accounts.viewer import NOBODY, Viewer, viewer_of
from sojourn.cases.queries.identities import pairs_found_since
from sojourn.exchange import queries
from sojourn.exchange.imports.gather import Gatherer, RefusedRow
from sojourn.exchange.imports.plan import Plan, make_plan
from sojourn.exchange.imports.run import BATCH, Tell, import_file, try_import
from sojourn.exchange.mappings import read_mapping
from sojourn.grammar.packs import Pack, UnknownPack, catalogue
from sojourn.jobs.worker import keep_identities, machine
from sojourn.kernel.refused import Reason, Refused
from sojourn.protection.scope import seen_by
from sojourn.subjects.queries.keeping import keys_kept

if TYPE_CHECKING:
    from sojourn.accounts.models import Office
    from sojourn.exchange.models import ImportProblem, ImportRun


# So long an import compares people before it reports; the worker does the rest.
COMPARING_SECONDS = 20.0


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line."""

    file: Path
    pack: str
    mapping: str
    office: str = ""
    email: str = ""
    dry_run: bool = False
    batch: int = BATCH


@dataclass(frozen=True)
class Outcome:
    """What came of it: figures, and the refused rows with their problems in the order of the file."""

    figures: dict[str, str | int | bool]
    plan: Plan
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
        if self.run is None and self.figures["rows_refused"]:
            for one in Gatherer(self.plan).gather(self.plan.table().rows):
                yield from one.refused

    def _kept(self) -> Iterator[ImportProblem]:
        if self.run is not None:
            with seen_by(self.by):
                yield from queries.problems_of(self.run)


def perform(order: Order, *, tell: Tell) -> Outcome:
    """Plan, then try or import; raises FileFault, GrammarErrors and Refused with what to do about it."""
    pack = pack_named(order.pack)
    path, text = mapping_text(pack, order.mapping)
    mapping = read_mapping(text, str(path))
    if mapping.pack != pack.name:
        message = "The mapping {mapping} is for the pack {own}, not for {pack}"
        raise Refused(Reason("mapping", message, {"mapping": mapping.name, "own": mapping.pack, "pack": pack.name}))
    plan = make_plan(path=order.file, mapping=mapping, mapping_text=text, pack=pack)
    if order.dry_run:
        return _tried(plan, tell)
    office = office_named(order.office)
    return _imported(plan, office, _viewer(order.email, office, pack), order.batch, tell)


def _tried(plan: Plan, tell: Tell) -> Outcome:
    trial = try_import(plan, tell=tell)
    figures = {"dry_run": True, "rows": trial.rows, "cases": trial.cases, "rows_refused": trial.refused,
               "rows_known": 0, "finished_before": False}  # fmt: skip
    return Outcome(figures, plan)


def _imported(plan: Plan, office: Office, by: Viewer, batch: int, tell: Tell) -> Outcome:
    with seen_by(by):
        before = queries.run_of(plan, office)
        done = bool(before and before.finished_at)
        run = import_file(plan, office=office, by=by, tell=tell, batch=batch)
        alike = _likely_duplicates(run, by) if run.finished_at and not done else {}
        finished = run.finished_at.isoformat() if run.finished_at else ""
        figures = {"dry_run": False, "rows": run.rows_seen, "cases": run.cases_opened, "run": str(run.id),
                   "rows_refused": run.rows_refused, "rows_known": run.rows_known, "office": office.code,
                   "finished_before": done, "finished_at": finished}  # fmt: skip
        return Outcome(figures | alike, plan, run, by)


def _likely_duplicates(run: ImportRun, by: Viewer) -> dict[str, int]:
    """Compare the people who came in with those who were here, for a while: how many pairs look alike in the eyes of
    `by`, and how many people the worker has still to compare. They wait in the queue; nothing is joined."""
    keep_identities(machine("import"), seconds=COMPARING_SECONDS)
    return {"likely_duplicates": pairs_found_since(by, run.started_at), "still_to_compare": keys_kept().to_compare}


def pack_named(name: str) -> Pack:
    """Find a pack; Refused, with the names there are, when there is none."""
    try:
        return catalogue().pack(name)
    except UnknownPack as unknown:
        names = ", ".join(catalogue().names())
        raise Refused(Reason("pack", "{why}; there are: {names}", {"why": str(unknown), "names": names})) from None


def mapping_text(pack: Pack, name: str) -> tuple[Path, str]:
    """Find a mapping by path, or by name among those the pack ships; Refused when there is none."""
    shipped = pack.folder / "mappings"
    for path in (Path(name), shipped / f"{name}.yaml"):
        if path.is_file():
            return path, _text_of(path)
    names = ", ".join(sorted(path.stem for path in shipped.glob("*.yaml"))) or "none"
    message = "There is no mapping {name}; the pack {pack} ships: {names}"
    raise Refused(Reason("mapping", message, {"name": name, "pack": pack.name, "names": names}))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        message = "The mapping {name} can't be read: it must be a text in UTF-8 that you may read"
        raise Refused(Reason("mapping", message, {"name": path.name})) from None


def office_named(code: str) -> Office:
    """Find an office by its code; without a code, the only one there is. Refused when that is not clear."""
    offices = every_office()
    found = [one for one in offices if one.code == code] if code else offices
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.code for one in offices) or "none yet; `sojourn office add` makes one"
    message = "Name an office with --office; there are: {names}"
    raise Refused(Reason("office", message, {"names": names}))


def _viewer(email: str, office: Office, pack: Pack) -> Viewer:
    if not email:
        return Viewer.machine("import", [office], [pack.compartment] if pack.compartment else [])
    try:
        return viewer_of(user_by(email))
    except ObjectDoesNotExist:
        raise Refused(Reason("user", "There is no user {email}", {"email": email})) from None


class Progress:
    """Says on standard error how many rows are done, ten times a second at most, and nothing when it is no terminal."""

    def __init__(self) -> None:
        self._next = 0.0
        self._shown = sys.stderr.isatty()

    def begin(self) -> None:
        """Say that the file is being read: a large one takes a while before its first row is taken."""
        if self._shown:
            print("Reading the file …", end="", file=sys.stderr, flush=True)

    def __call__(self, done: int, rows: int) -> None:
        """Show how many of the rows are done."""
        if self._shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + 0.1
            share = f" ({100 * done // rows} %)" if rows else ""
            print(f"\r{done:,} of {rows:,} rows{share} ", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
