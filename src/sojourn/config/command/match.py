"""`sojourn match`: measure matching against labelled data."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sojourn.config.trouble import Trouble
from sojourn.kernel.refused import Refused


@click.group("match")
def command() -> None:
    """Find records of one person: measure how well it is done."""


@command.command("evaluate")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--threshold", type=click.FloatRange(0, 1), help="Show the figures at this probability only.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def evaluate(file: Path, threshold: float | None, as_json: bool) -> None:
    """Score FILE: judged pairs (OpenSanctions JSON lines) or people with true entity ids (CSV, Parquet)."""
    from sojourn.matching.evaluate import evaluate as measure

    try:
        report = measure(file, threshold)
    except Refused as refused:
        raise Trouble(f"{refused}.", "Mend that, and run it again.") from refused
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        return
    for line in report.lines():
        click.echo(line)
