"""`sojourn evidence load FOLDER`: every file below it, what became of each, and how long it took."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from sojourn.config.evidence_said import Teller
from sojourn.config.evidence_store import evidence_store
from sojourn.evidence.loading.folder import Outcome, State, load_folder

STATES: dict[State, str] = {
    "loaded": "loaded",
    "already": "in already",
    "unknown": "not statistics we know",
    "refused": "refused",
}


def load_folders(
    folders: Sequence[Path], store: Path | None, *, by: str, released_on: date | None, as_json: bool
) -> None:
    """Load all folders; exit with status 1 when a file of statistics was refused."""
    stray = [path for path in folders if not path.is_dir()]
    if stray:
        raise click.UsageError(f"{stray[0]} is no folder. Give files or folders, not both at once.")
    outcomes = [each for folder in folders for each in _told(folder, store, by, released_on, as_json)]
    if as_json:
        click.echo(json.dumps([each.as_json() for each in outcomes], ensure_ascii=False, indent=2))
    else:
        _say_sum(outcomes)
    if any(each.state == "refused" for each in outcomes):
        raise SystemExit(1)


def _told(folder: Path, store: Path | None, by: str, released_on: date | None, as_json: bool) -> Sequence[Outcome]:
    teller, outcomes = Teller(quiet=as_json), []

    def began(number: int, count: int, name: str) -> None:
        if teller.shown:
            click.echo(f"\r[{number}/{count}] {name}", nl=False, err=True)

    for each in load_folder(
        evidence_store(store), folder, by=by, released_on=released_on, began=began, report=teller.tell
    ):
        teller.end()
        outcomes.append(each)
        if not as_json:
            _say(each)
    return outcomes


def _say(outcome: Outcome) -> None:
    if outcome.report and outcome.state == "loaded":
        what = ", ".join(f"{each.dataset} {each.vintage} ({each.rows:,})" for each in outcome.report.loaded)
        click.echo(f"{outcome.file}: {what}, {outcome.seconds:.1f} s")
        for notice in dict.fromkeys(line for each in outcome.report.loaded for line in each.notices):
            click.echo(f"  note: {notice}")
        return
    why = " ".join(" ".join(outcome.why[:3]).split())
    click.echo(f"{outcome.file}: {STATES[outcome.state]}{': ' if why else ''}{why}")


def _say_sum(outcomes: Sequence[Outcome]) -> None:
    counts = Counter(each.state for each in outcomes)
    parts = [f"{counts[state]} {words}" for state, words in STATES.items() if counts[state]]
    seconds = sum(each.seconds for each in outcomes)
    click.echo(f"{len(outcomes)} files in {seconds:.0f} s: {', '.join(parts) or 'none'}.")
