"""`sojourn import FILE`: take a caseload in, row by row checked, batch by batch kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sojourn.jobs.importing import Order, Outcome

_FILE = click.Path(dir_okay=False, path_type=Path)
SHOWN = 20


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--pack", "pack", required=True, help="The programme the cases belong to.")
@click.option("--mapping", required=True, help="A mapping file, or the name of one that the pack ships.")
@click.option("--office", default="", help="The office that will own the cases; may be left out if there is only one.")
@click.option("--as", "email", default="", help="Who answers for the import, by e-mail; needs the right to import.")
@click.option("--dry-run", is_flag=True, help="Check every row and write nothing.")
@click.option("--report", type=_FILE, help="Where the problems go, as CSV.")
@click.option("--refused", type=_FILE, help="Where the refused rows go, to be corrected and imported.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def command(report: Path | None, refused: Path | None, as_json: bool, **asked: object) -> None:
    """Take FILE (CSV or XLSX) in as cases of a programme.

    Rows that can't be taken are reported with row, field, value, reason and fix; the others are kept. A run that was
    cut off goes on where it stopped when the same command is given again; a file that is in already is not taken
    twice. Exit status: 0 all rows are in, 3 some were refused, 1 nothing was done.
    """
    from sojourn.config.postgres.ready import ensure_server
    from sojourn.config.start import start_django

    ensure_server()
    start_django()
    from sojourn.jobs.importing import Order

    outcome = _perform(Order(**asked))  # type: ignore[arg-type]
    _write(outcome, report, refused)
    _tell(outcome, report, refused, as_json)
    if outcome.figures["rows_refused"]:
        raise click.exceptions.Exit(3)


def _perform(order: Order) -> Outcome:
    from sojourn.exchange.tables import FileFault
    from sojourn.grammar.source import GrammarErrors
    from sojourn.jobs.importing import Progress, perform
    from sojourn.kernel.refused import Refused

    progress = Progress()
    try:
        return perform(order, tell=progress)
    except Refused as refused:
        raise click.ClickException("\n".join(str(reason) for reason in refused.reasons)) from refused
    except (FileFault, GrammarErrors) as fault:
        raise click.ClickException(str(fault)) from fault
    finally:
        progress.end()


def _write(outcome: Outcome, report: Path | None, refused: Path | None) -> None:
    from sojourn.exchange.imports.report import write_refused, write_report

    if report:
        write_report(report, outcome.problems())
    if refused:
        write_refused(refused, outcome.header, outcome.refused_rows())


def _tell(outcome: Outcome, report: Path | None, refused: Path | None, as_json: bool) -> None:
    said = outcome.figures
    if as_json:
        click.echo(json.dumps(said, sort_keys=True))
        return
    if said["finished_before"]:
        click.echo(f"This file was taken in before, on {said['finished_at']}. Nothing was written now.")
    verb = "would be opened" if said["dry_run"] else "opened"
    known = f", {said['rows_known']} rows known already" if said["rows_known"] else ""
    click.echo(f"{said['rows']} rows: {said['cases']} cases {verb}, {said['rows_refused']} rows refused{known}.")
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
