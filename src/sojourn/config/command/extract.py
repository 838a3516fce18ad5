"""`sojourn extract PACK`: pseudonymised facts of cases as files, for statistics on this or another machine."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("extract")
@click.argument("pack")
@click.option(
    "--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder for the files."
)
@click.option(
    "--as", "email", required=True, help="Who answers for it, by e-mail; needs the rights to count and to export."
)
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def command(pack: str, folder: Path, email: str, as_json: bool) -> None:
    """Write the facts of PACK's cases into a folder: case.parquet and member.parquet.

    No name, number or free text is in them, and each row's pseudonym is drawn anew. They still tell of single people:
    only tables that passed the release gate may be published.
    """
    from sojourn.config.migrating import see_that_it_is_ready

    see_that_it_is_ready()
    from sojourn.jobs.extracting import extract
    from sojourn.kernel.refused import Refused

    try:
        written = extract(pack, folder, email)
    except Refused as refused:
        raise click.ClickException("\n".join(map(str, refused.reasons))) from refused
    if as_json:
        click.echo(json.dumps({"folder": str(written.folder), "rows": written.rows}, sort_keys=True))
    else:
        click.echo(
            f"{written.rows['case']:,} cases and {written.rows['member']:,} members written to {written.folder}."
        )
