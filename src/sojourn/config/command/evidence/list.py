"""`sojourn evidence list`: the datasets, and the newest vintage of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from sojourn.config.evidence_store import evidence_store
from sojourn.evidence.store import Dataset, Store


@click.command("list")
@click.option("--loaded", is_flag=True, help="Only datasets with at least one vintage.")
@click.option("--store", type=click.Path(file_okay=False, path_type=Path), help="The folder of the store.")
@click.option("--json", "as_json", is_flag=True, help="Print the datasets as JSON.")
def command(loaded: bool, store: Path | None, as_json: bool) -> None:
    """List the datasets that are declared, with the vintages loaded of each."""
    kept = evidence_store(store)
    rows = [_row(kept, dataset) for dataset in kept.datasets() if kept.vintages(dataset.id) or not loaded]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['dataset']:28} {row['newest'] or '–':14} {row['rows'] or 0:12,}  {row['title']}")


def _row(store: Store, dataset: Dataset) -> dict[str, Any]:
    vintages = store.vintages(dataset.id)
    newest = vintages[-1] if vintages else None
    return {
        "dataset": dataset.id,
        "title": dataset.title,
        "source": dataset.source,
        "licence": dataset.licence.id,
        "redistributable": dataset.licence.redistributable,
        "dimensions": dict(zip(dataset.names, (each.codelist for each in dataset.dimensions), strict=True)),
        "vintages": [vintage.id for vintage in vintages],
        "newest": newest.id if newest else None,
        "rows": newest.rows if newest else None,
    }
