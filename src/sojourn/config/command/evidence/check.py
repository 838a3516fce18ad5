"""`sojourn evidence check FILE…`: what loading would say, without keeping anything."""

from __future__ import annotations

from typing import Any

import click

from sojourn.config.command.evidence.load import options, perform


@click.command("check")
@options
def command(**asked: Any) -> None:
    """Read and check each FILE as loading would, and keep nothing."""
    perform(asked, by="operator", dry=True)
