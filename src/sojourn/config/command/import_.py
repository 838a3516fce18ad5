"""`sojourn import FILE`: take a caseload in, row by row checked, batch by batch kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click


@click.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--pack", "pack_name", required=True, help="The programme the cases belong to.")
@click.option("--mapping", "mapping_name", required=True, help="A mapping file, or the name of one that the pack ships.")
@click.option("--office", "office_code", help="The office that will own the cases. May be left out when there is one.")
@click.option("--as", "email", help="The user who answers for the import, by e-mail; needs the right to import.")
@click.option("--dry-run", is_flag=True, help="Check every row and write nothing.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Where the problems go, as CSV.")
@click.option("--refused", type=click.Path(dir_okay=False, path_type=Path), help="Where refused rows go, to correct.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def command(
    file: Path,
    pack_name: str,
    mapping_name: str,
    office_code: str | None,
    email: str | None,
    dry_run: bool,
    report: Path | None,
    refused: Path | None,
    as_json: bool,
) -> None:
    """Take FILE (CSV or XLSX) in as cases of a programme.

    Rows that can't be taken are reported with row, field, value, reason and fix; the others are kept. A run that was cut
    off goes on where it stopped when the same command is given again; a file that is in already is not taken twice.
    """
    from sojourn.config.command.importing import outcome_of

    outcome = outcome_of(file, pack_name, mapping_name, office_code, email, dry_run)
    _write_reports(outcome, report, refused)
    _tell(outcome, report, refused, as_json)
    if outcome["rows_refused"]:
        raise click.exceptions.Exit(3)


def _write_reports(outcome: dict[str, Any], report: Path | None, refused: Path | None) -> None:
    from sojourn.exchange.imports.report import write_refused, write_report

    if report:
        write_report(report, outcome["problems"]())
    if refused:
        write_refused(refused, outcome["header"], outcome["refused_rows"]())


def _tell(outcome: dict[str, Any], report: Path | None, refused: Path | None, as_json: bool) -> None:
    said = {name: value for name, value in outcome.items() if isinstance(value, (str, int, bool))}
    if as_json:
        click.echo(json.dumps(said, sort_keys=True))
        return
    verb = "would be opened" if outcome["dry_run"] else "opened"
    if outcome["finished_before"]:
        click.echo(f"This file was taken in before, on {outcome['finished_at']}. Nothing was written now.")
    known = f", {outcome['rows_known']} known already" if outcome["rows_known"] else ""
    click.echo(f"{outcome['rows']} rows: {outcome['cases']} cases {verb}, {outcome['rows_refused']} rows refused{known}.")
    if outcome["rows_refused"] and not report:
        for place, problem in enumerate(outcome["problems"]()):
            if place == 20:
                click.echo("  … and more; --report FILE writes them all.")
                break
            row, column, _question, value, _code, why, fix = problem
            click.echo(f"  row {row}, {column or 'whole row'}: {value!r}: {why} {fix}")
    for path, what in ((report, "problems"), (refused, "refused rows")):
        if path:
            click.echo(f"The {what} are in {path}.")


