"""`sojourn people`: keep the keys by which people are found, and the suggestions of who may be the same."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sojourn.jobs.worker import Kept


@click.group("people")
def command() -> None:
    """Keep what finds people: keys of the newest rules, and suggestions of who may be the same person."""


@command.command("index")
@click.option("--status", is_flag=True, help="Only say how far it has come.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def index(status: bool, as_json: bool) -> None:
    """Write keys of an older version anew, and compare who is new or changed.

    Searching works meanwhile. Can be stopped at any time (Ctrl-C) and goes on where it was; the worker does the same
    bit by bit. It only suggests: who is the same person is decided by people.
    """
    from sojourn.config.migrating import see_that_it_is_ready

    see_that_it_is_ready()
    from sojourn.jobs.worker import keep_identities, machine, said
    from sojourn.protection.scope import seen_by
    from sojourn.subjects.queries.keeping import keys_kept

    by = machine("people")
    with seen_by(by):
        before = keys_kept()

    def tell(done: Kept) -> None:
        if sys.stderr.isatty() and not as_json:
            words = f"{done.written:,} of {before.older:,} rows written anew, {done.compared:,} people compared"
            print(f"\r{said(done) if done.stage else words:<72}", end="", file=sys.stderr, flush=True)

    if not status:
        keep_identities(by, seconds=float("inf"), tell=tell)
    with seen_by(by):
        kept = keys_kept()
    if as_json:
        click.echo(json.dumps(asdict(kept), sort_keys=True))
        return
    click.echo(
        f"{kept.rows:,} rows of keys: {kept.older:,} of an older version, {kept.to_compare:,} to be compared; "
        f"{kept.pairs:,} pairs suggested. Rules: {kept.rules}"
    )
