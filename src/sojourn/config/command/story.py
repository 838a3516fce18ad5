"""`sojourn story`: play given-when-then files on the real engine and compare."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sojourn.config.scratch import scratch_database


@click.group("story")
def command() -> None:
    """Stories: given, when, then, played on the real engine."""


@command.command("run")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("-k", "word", default="", help="Only stories whose title or file name holds this word.")
@click.option("--json", "as_json", is_flag=True, help="Print what came of them as JSON.")
def run(paths: tuple[Path, ...], word: str, as_json: bool) -> None:
    """Play stories in PATHS (files, or folders with all below them); without PATHS, those of every pack.

    Prints `N passed, M failed`, what was expected beside what was found, and exits with 1 when one failed. A scratch
    database is used, never the working one, and every story is rolled back.
    """
    scratch_database()
    from sojourn.jobs.stories.running import run_stories

    played = run_stories(paths, word, tell=None if as_json else click.echo)
    if as_json:
        click.echo(json.dumps(played.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(played.summary)
    if played.failed:
        raise SystemExit(1)
