"""`sojourn evidence export DATASET`: figures out of the store, as far as their licence allows."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from sojourn.config.evidence_store import evidence_store
from sojourn.config.trouble import Trouble
from sojourn.evidence.sdmx.export import FORMATS, export
from sojourn.evidence.sdmx.extract import Extract, Wanted, extract
from sojourn.evidence.sdmx.structures import structure_artefacts
from sojourn.evidence.sdmx.write_structures import STRUCTURE_FORMATS, write_structures
from sojourn.kernel import moment
from sojourn.kernel.refused import Refused

STRUCTURE = "structure"
_FORMAT = click.Choice([*FORMATS, STRUCTURE])


@click.command("export")
@click.argument("dataset")
@click.option("--format", "format_name", type=_FORMAT, default="sdmx-csv", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to; else DATASET.ENDING here.")
@click.option("--where", "filters", multiple=True, metavar="DIMENSION=CODE,CODE", help="Only these codes.")
@click.option("--from", "start", default="", help="From this period on.")
@click.option("--to", "end", default="", help="Up to this period.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As it was known on that day.")
@click.option("--store", type=click.Path(file_okay=False, path_type=Path), help="The folder of the store.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def command(
    dataset: str, format_name: str, out: Path | None, filters: tuple[str, ...], start: str, end: str,
    as_of: datetime | None, store: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Write the figures of DATASET (or its structure) to a file.

    A dataset whose licence forbids passing it on is refused.
    """
    wanted = Wanted(_key(filters), start, end)
    try:
        with evidence_store(store).reading(as_of.date() if as_of else None) as reading:
            taken = extract(reading, dataset, wanted)
            target, count = _write(taken, format_name, out)
            vintage = reading.loaded[dataset]
    except Refused as refused:
        raise Trouble(str(refused), "See what there is:  sojourn evidence list") from refused
    said = {"dataset": dataset, "vintage": vintage.id, "file": str(target), "format": format_name}
    if as_json:
        click.echo(json.dumps({**said, "observations": count}, ensure_ascii=False, indent=2))
    else:
        credit = taken.dataset.licence.attribution.format(source=taken.dataset.source)
        click.echo(f"{target}: {count:,} observations of vintage {vintage.id}. Attribution: {credit}")


def _write(taken: Extract, format_name: str, out: Path | None) -> tuple[Path, int]:
    prepared_at = moment.now()
    if format_name != STRUCTURE:
        target = out or Path(f"{taken.dataset.id}.{FORMATS[format_name][0]}")
        return target, export(taken, format_name, target, prepared_at)
    target = out or Path(f"{taken.dataset.id}.structure.xml")
    kind = "sdmx-json-2.0" if target.suffix == ".json" else next(iter(STRUCTURE_FORMATS))
    target.write_text(write_structures(structure_artefacts(taken), kind, prepared_at, taken.flow), encoding="utf-8")
    return target, taken.count()


def _key(filters: tuple[str, ...]) -> dict[str, list[str]]:
    pairs = [each.partition("=") for each in filters]
    if bad := [name for name, equals, _ in pairs if not equals]:
        raise click.UsageError(f"--where {bad[0]}: write DIMENSION=CODE, several codes with commas.")
    return {name: codes.split(",") for name, _, codes in pairs}


