"""`sojourn evidence fetch`: bring a publisher's figures to this machine, and load them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sojourn.config.evidence_store import evidence_folder, evidence_store
from sojourn.kernel.refused import Refused

if TYPE_CHECKING:
    from sojourn.evidence.connectors.fetching import Fetched, Question

MEGABYTE = 1024**2


@click.command("fetch")
@click.argument("source")
@click.argument("dataset", default="")
@click.option("--only", "filters", multiple=True, metavar="NAME=CODE[,CODE]",
              help="A filter by the source's own dimension and codes; may be given several times.")  # fmt: skip
@click.option("--first", type=int, help="The first year.")
@click.option("--last", type=int, help="The last year.")
@click.option("--bulk", is_flag=True, help="The whole table (Eurostat).")
@click.option("--key-file", type=click.File(), help="A file with the key or application name the source gave you.")
@click.option("--accept-licence", "accepts", default="", metavar="LICENCE",
              help="The licence that your office has agreed to, for sources that ask for it.")  # fmt: skip
@click.option("--base", default="", metavar="URL", help="Ask this address in place of the publisher's (a mirror).")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="Keep the files in this folder.")
@click.option("--most-mb", type=int, default=2048, show_default=True, help="Stop a file that grows beyond this.")
@click.option("--load/--no-load", default=True, show_default=True, help="Load what came into the store.")
@click.option("--json", "as_json", is_flag=True, help="Print what came as JSON.")
def command(
    source: str, dataset: str, into: Path | None, most_mb: int, load: bool, as_json: bool, **words: Any
) -> None:
    """Fetch DATASET from SOURCE (eurostat, unhcr, world-bank, oecd, …) politely, and load it.

    A fetch that was broken off goes on where it was; a file that has not changed is not sent again.
    """
    from sojourn.evidence.connectors.asking import Session
    from sojourn.evidence.connectors.manners import Manners
    from sojourn.evidence.connectors.sources import connector

    folder = into or evidence_folder() / ".fetched"
    session = Session(Manners(most_bytes=most_mb * MEGABYTE))
    try:
        door = connector(source, bulk=words["bulk"])
        found = door.fetch(session, _question(dataset, words), folder, lambda line: click.echo(line, err=True))
        rows = [_row(each) | (_loaded(each.path) if load else {}) for each in found]
    except Refused as refused:
        raise click.ClickException("\n".join(str(reason) for reason in refused.reasons)) from refused
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_sentences(rows)))


def _question(dataset: str, words: Mapping[str, Any]) -> Question:
    from sojourn.evidence.connectors.fetching import Question

    filters = {}
    for text in words["filters"]:
        name, equals, codes = text.partition("=")
        if not equals or not codes:
            raise click.BadParameter(f"{text!r} is no filter: write NAME=CODE, such as geo=DE", param_hint="--only")
        filters[name] = tuple(codes.split(","))
    key = words["key_file"].read().strip() if words["key_file"] else ""
    return Question(dataset, filters, words["first"], words["last"], key, words["accepts"], words["base"].rstrip("/"))


def _row(found: Fetched) -> dict[str, Any]:
    return {"file": str(found.path), "url": found.url, "unchanged": found.unchanged}


def _loaded(path: Path) -> dict[str, Any]:
    from sojourn.evidence.loading.engine import load_file
    from sojourn.evidence.loading.folder import NOT_OURS

    try:
        report = load_file(evidence_store(), path, by="operator")
    except Refused as refused:
        if set(refused.codes) <= NOT_OURS:
            return {"loaded": [], "why": str(refused.reasons[0].params.get("why", refused))}
        raise
    return {"loaded": [
        {"dataset": each.dataset, "vintage": each.vintage, "rows": each.rows, "already": each.already}
        for each in report.loaded
    ]}  # fmt: skip


def _sentences(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for row in rows:
        yield f"{row['file']}" + (" (unchanged)" if row["unchanged"] else "")
        if row.get("why"):
            yield f"  kept, and not loaded: {row['why']}"
        for each in row.get("loaded", ()):
            there = ", which was there already" if each["already"] else ""
            yield f"  {each['dataset']} {each['vintage']}: {each['rows']:,} observations{there}"
