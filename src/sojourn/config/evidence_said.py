"""Saying on the command line where a load is and what stopped it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from sojourn.evidence.loading import LoadRefused, Progress
from sojourn.kernel.refused import Refused

SHOWN = 20
_WIDTH = 78


class Teller:
    """One line that is written over while a load goes on; nothing where nobody watches."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.shown = sys.stderr.isatty() and not quiet

    def tell(self, progress: Progress) -> None:
        """Say the step."""
        if self.shown:
            rows = f" {progress.rows:,} rows" if progress.rows else ""
            line = f"{progress.file}: {progress.step} {progress.dataset}{rows}"[:_WIDTH].ljust(_WIDTH)
            click.echo("\r" + line, nl=False, err=True)

    def end(self) -> None:
        """Make room for what comes next."""
        if self.shown:
            click.echo("\r" + " " * _WIDTH + "\r", nl=False, err=True)


def say_problems(path: Path, refused: Refused) -> None:
    """Say what is wrong with a file, one problem per line, and that the store is as before."""
    for reason in refused.reasons[:SHOWN]:
        text = str(reason)
        click.echo(text if text.startswith(path.name) else f"{path.name}: {text}", err=True)
    if len(refused.reasons) > SHOWN:
        click.echo(f"… and {len(refused.reasons) - SHOWN} more problems; --json gives them all.", err=True)
    click.echo(f"{path.name} was not loaded; the store is as before.", err=True)
    if isinstance(refused, LoadRefused) and refused.snippet:
        click.echo("\nWhat the strange codes may stand for (--write-map saves this, --map takes it):", err=True)
        click.echo(refused.snippet, err=True, nl=False)


def problems_as_json(refused: Refused) -> list[dict[str, Any]]:
    """The problems of a refusal as plain values."""
    if isinstance(refused, LoadRefused):
        return [asdict(problem) for problem in refused.problems]
    return [{"code": reason.code, "why": str(reason), "column": reason.field} for reason in refused.reasons]
