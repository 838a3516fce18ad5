"""`sojourn evidence show DATASET`: what it is, its vintages, and how its dimensions are filled."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from sojourn.config.evidence_store import evidence_store
from sojourn.config.trouble import Trouble
from sojourn.evidence.codes import codelist
from sojourn.evidence.store import Dataset, Reading
from sojourn.kernel.refused import Refused


@click.command("show")
@click.argument("dataset")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As it was known on that day.")
@click.option("--store", type=click.Path(file_okay=False, path_type=Path), help="The folder of the store.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(dataset: str, as_of: datetime | None, store: Path | None, as_json: bool) -> None:
    """Show a DATASET: source, licence, vintages, periods, and the levels and codes of each dimension."""
    kept = evidence_store(store)
    try:
        declared = kept.dataset(dataset)
    except Refused as refused:
        raise Trouble(str(refused), "See which there are:  sojourn evidence list") from refused
    with kept.reading(as_of.date() if as_of else None) as reading:
        shown = _shown(declared, reading) | {"vintages": [_plain(asdict(each)) for each in kept.vintages(dataset)]}
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2) if as_json else _as_text(shown))


def _shown(declared: Dataset, reading: Reading) -> dict[str, Any]:
    shown: dict[str, Any] = _plain(asdict(declared))
    if declared.id in reading.loaded:
        shown["as_read"] = _plain(asdict(reading.loaded[declared.id]))
        query = f'SELECT min(time_period), max(time_period), count(*), count(obs_value) FROM "{declared.id}"'  # noqa: S608
        first, last, rows, figures = reading.sql(query)[0]
        shown["content"] = {"first": first, "last": last, "observations": rows, "figures": figures}
        shown["filled"] = {
            each.name: _filled(declared.id, each.name, each.codelist, reading) for each in declared.dimensions
        }
    return shown


def _filled(dataset: str, name: str, list_name: str, reading: Reading) -> dict[str, int]:
    """How many codes of each level a dimension has."""
    known = codelist(list_name)
    levels: dict[str, int] = {}
    for (code,) in reading.sql(f'SELECT DISTINCT "{name}" FROM "{dataset}"'):  # noqa: S608 names are declared
        levels[known.level(code)] = levels.get(known.level(code), 0) + 1
    return levels


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}


def _as_text(shown: dict[str, Any]) -> str:
    licence = shown["licence"]
    lines = [f"{shown['id']}: {shown['title']}", f"Source: {shown['source']}. {shown['url']}"]
    may = "may be passed on" if licence["redistributable"] else "must not be passed on"
    lines.append(f"Licence: {licence['title']} ({may}).")
    lines.extend([shown["notes"]] if shown["notes"] else [])
    if "content" in shown:
        content = shown["content"]
        lines.append(f"{content['observations']:,} observations, {content['first']} to {content['last']}")
        for name, levels in shown["filled"].items():
            lines.append(f"  {name:14} " + ", ".join(f"{count} {level}" for level, count in sorted(levels.items())))
    for each in shown["vintages"]:
        file = f"{each['file_name']} ({each['sha256'][:12]})"
        lines.append(f"  vintage {each['id']:14} {each['rows']:12,} rows from {file}")
    return "\n".join(lines if shown["vintages"] else [*lines, "Nothing is loaded yet."])
