"""`sojourn audit`: check the trail of who did what, and anchor its end outside the database."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("audit")
def command() -> None:
    """Check the trail of who did what, and anchor its end outside the database."""


@command.command("verify")
@click.option("--anchor", "anchor_file", type=_FILE, help="A file written by `sojourn audit anchor`, kept elsewhere.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
def verify_chain(anchor_file: Path | None, as_json: bool) -> None:
    """Recompute every link of the trail. Exit status: 0 it holds, 1 it doesn't (the first bad entry is named).

    Only an anchor file shows that the trail's end was cut off, or that an older copy was put in its place.
    """
    from sojourn.config.start import start_django

    start_django()
    from sojourn.audit.queries import BadAnchor, verify
    from sojourn.protection.scope import whole_chain

    try:
        with whole_chain():
            verdict = verify(anchor_file)
    except (BadAnchor, OSError) as error:
        raise click.ClickException(f"The anchor file can't be used: {error}") from error
    if as_json:
        click.echo(json.dumps(asdict(verdict), sort_keys=True))
    elif verdict.ok:
        click.echo(f"The trail holds: {verdict.checked} entries checked.")
    else:
        click.echo(f"The trail does NOT hold at entry {verdict.first_bad}: {verdict.why}.")
    if not verdict.ok:
        raise click.exceptions.Exit(1)


@command.command("anchor")
@click.argument("file", type=_FILE)
def anchor_chain(file: Path) -> None:
    """Add the trail's present end to FILE. Keep FILE on another machine, where the database's keeper can't write."""
    from sojourn.config.start import start_django

    start_django()
    from sojourn.audit.queries import BadAnchor, anchor, verify
    from sojourn.protection.scope import whole_chain

    try:
        with whole_chain():
            verdict = verify(file if file.exists() else None)
            made = anchor(file) if verdict.ok else None
    except (BadAnchor, OSError) as error:
        raise click.ClickException(f"The anchor file can't be used: {error}") from error
    if not verdict.ok:
        raise click.ClickException(
            f"The trail does not hold at entry {verdict.first_bad}: {verdict.why}. Not anchored."
        )
    click.echo(f"Anchored entry {made.seq}." if made else "Nothing to anchor yet: the trail is empty.")
