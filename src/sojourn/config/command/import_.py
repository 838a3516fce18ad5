"""`sojourn import FILE`: take a caseload in, row by row checked, batch by batch kept."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sojourn.jobs.importing import Order, Outcome

_FILE = click.Path(dir_okay=False, path_type=Path)
SHOWN = 20


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--pack", "pack", required=True, help="The programme the cases belong to.")
@click.option("--mapping", default="", help="A mapping file, or the name of one that the pack ships.")
@click.option("--office", default="", help="The office that will own the cases; may be left out if there is only one.")
@click.option("--as", "email", default="", help="Who answers for the import, by e-mail; needs the right to import.")
@click.option("--dry-run", is_flag=True, help="Check every row and write nothing.")
@click.option("--report", type=_FILE, help="Where the problems go, as CSV.")
@click.option("--refused", type=_FILE, help="Where the refused rows go, to be corrected and imported.")
@click.option("--batch", type=click.IntRange(1, 50_000), default=5_000, show_default=True, help="Cases per commit.")
@click.option("--draft-mapping", "draft", type=_FILE, help="Write a first mapping to this file instead of importing.")
@click.option("--form", "forms", multiple=True, help="With --draft-mapping: the forms to fill; else all of the pack.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def command(
    report: Path | None, refused: Path | None, as_json: bool, draft: Path | None, forms: tuple[str, ...], **asked: Any
) -> None:
    """Take FILE (CSV or XLSX) in as cases of a programme.

    Rows that can't be taken are reported with row, field, value, reason and fix; the others are kept. A run that was
    cut off goes on where it stopped when the same command is given again; a file that is in already is not taken
    twice. Exit status: 0 all rows are in, 3 some were refused, 1 it could not be done, 130 it was interrupted.
    """
    if not draft and not asked["mapping"]:
        raise click.UsageError("Missing option '--mapping'. --draft-mapping OUT.yaml writes a first one.")
    _see_that_they_can_be_written(asked["file"], report, refused, draft)
    with _said_as_sentences():
        if draft:
            _draft(draft, asked["file"], asked["pack"], forms)
        else:
            _import(report, refused, as_json, asked)


def _see_that_they_can_be_written(file: Path, *targets: Path | None) -> None:
    """Before the first row is taken: a report that can't be written afterwards helps nobody."""
    for target in filter(None, targets):
        if target.exists() and file.exists() and target.samefile(file):
            raise click.ClickException(f"{target} is the file to import; it would be overwritten.")
        if not (os.access(target, os.W_OK) if target.exists() else os.access(target.absolute().parent, os.W_OK)):
            raise click.ClickException(f"{target} can't be written there.")


def _import(report: Path | None, refused: Path | None, as_json: bool, asked: dict[str, Any]) -> None:
    from sojourn.config.migrating import see_that_it_is_ready
    from sojourn.config.start import start_django

    (start_django if asked["dry_run"] else see_that_it_is_ready)()
    from sojourn.jobs.importing import Order

    outcome = _perform(Order(**asked))
    _write(outcome, report, refused)
    _tell(outcome, report, refused, as_json)
    if outcome.figures["rows_refused"]:
        raise click.exceptions.Exit(3)


def _perform(order: Order) -> Outcome:
    from sojourn.jobs.importing import Progress, perform

    progress = Progress()
    try:
        progress.begin()
        return perform(order, tell=progress)
    except KeyboardInterrupt:
        progress.end()
        click.echo("Stopped. What was taken in stays; the same command goes on from there.", err=True)
        raise click.exceptions.Exit(130) from None
    finally:
        progress.end()


@contextmanager
def _said_as_sentences() -> Iterator[None]:
    """Say what went wrong, and the way out, without a traceback."""
    from sojourn.exchange.tables import FileFault
    from sojourn.grammar.source import GrammarErrors
    from sojourn.kernel.refused import Refused

    try:
        yield
    except Refused as refused:
        shown = [str(reason) for reason in refused.reasons[:SHOWN]]
        more = len(refused.reasons) - len(shown)
        raise click.ClickException("\n".join([*shown, *([f"… and {more} more"] if more else [])])) from refused
    except (FileFault, GrammarErrors) as fault:
        raise click.ClickException(str(fault)) from fault
    except Exception as error:
        sentence = _database_sentence(error)
        if sentence is None:
            raise
        raise click.ClickException(sentence) from error


def _database_sentence(error: Exception) -> str | None:
    """What to tell of a database that failed; its own words stay out, for they may quote what was being written."""
    from django.db import Error

    if not isinstance(error, Error):
        return None
    state = getattr(error.__cause__, "sqlstate", None) or "no code"
    what = "The database has no room left" if state == "53100" else f"The database failed ({state})"
    return f"{what}. Every batch before it is in; the same command goes on from there."


def _draft(target: Path, file: Path, pack: str, forms: tuple[str, ...]) -> None:
    from sojourn.config.start import start_django

    start_django()
    from sojourn.jobs.drafting import draft_mapping

    guessed, open_ones = draft_mapping(target=target, file=file, pack=pack, forms=forms)
    click.echo(f"{target}: {guessed} columns guessed, {open_ones} to decide. Read every line before you use it.")


def _write(outcome: Outcome, report: Path | None, refused: Path | None) -> None:
    from sojourn.exchange.imports.report import write_refused, write_report

    if report:
        write_report(report, outcome.problems())
    if refused:
        told = outcome.plan.mapping.file
        mark, line = told.get("delimiter") or outcome.plan.delimiter or ",", int(told.get("header_line", "1"))
        write_refused(refused, outcome.plan.header, outcome.refused_rows(), delimiter=mark, header_line=line)


def _tell(outcome: Outcome, report: Path | None, refused: Path | None, as_json: bool) -> None:
    said = outcome.figures
    if as_json:
        click.echo(json.dumps(said, sort_keys=True))
        return
    if said["finished_before"]:
        when = str(said["finished_at"])[:16].replace("T", " at ")
        click.echo(f"This file was taken in before, on {when} UTC. Nothing was written now.")
    verb = "would be opened" if said["dry_run"] else "opened"
    known = f", {said['rows_known']} rows known already" if said["rows_known"] else ""
    click.echo(f"{said['rows']} rows: {said['cases']} cases {verb}, {said['rows_refused']} rows refused{known}.")
    if said.get("likely_duplicates"):
        click.echo(f"{said['likely_duplicates']} pairs of people look alike; they wait under “Possible duplicates”.")
    if said.get("still_to_compare"):
        click.echo(f"{said['still_to_compare']} people are still to be compared with the others; the worker does it.")
    if not report:
        _show(outcome)
    for path, what in ((report, "problems"), (refused, "refused rows")):
        if path:
            click.echo(f"The {what} are in {path}.")


def _show(outcome: Outcome) -> None:
    for place, (row, column, _question, value, _code, why, fix) in enumerate(outcome.problems()):
        if place == SHOWN:
            click.echo("  … and more; --report FILE writes them all.")
            return
        click.echo(f"  row {row}, {column or 'whole row'}: {value!r}: {why} {fix}")
