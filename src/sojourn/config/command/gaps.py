"""`sojourn gaps`: what the evidence lacks, per indicator, country and year, as numbers."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from sojourn.config.evidence_store import evidence_store
from sojourn.config.trouble import Trouble
from sojourn.evidence.catalogue import catalogue
from sojourn.evidence.catalogue.compute import Figures
from sojourn.evidence.codes import codelist
from sojourn.evidence.codes.countries import country_code
from sojourn.evidence.gaps import Frame, Gaps
from sojourn.evidence.gaps.export import FORMATS, mirrors_csv, written
from sojourn.evidence.gaps.matrix import STATES
from sojourn.evidence.profile.editions import KEPT
from sojourn.grammar.nearest import did_you_mean
from sojourn.kernel import moment
from sojourn.kernel.refused import Refused


@click.command("gaps")
@click.option("--country", "countries", multiple=True, help="Only this country; may be given several times.")
@click.option("--indicator", default="", help="Only this indicator, such as MP020.")
@click.option("--state", default="", type=click.Choice(["", *STATES]), help="Only cells in this state.")
@click.option("--first", type=int, help="The first year; by default ten years ago.")
@click.option("--last", type=int, help="The last year; by default last year.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Lateness as of that day, figures as known then.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write every cell to a .csv, .json or .xlsx."
)
@click.option("--mirrors", type=click.Path(dir_okay=False, path_type=Path), help="Write mirror statistics to a .csv.")
@click.option("--store", type=click.Path(file_okay=False, path_type=Path), help="The folder of the store.")
@click.option("--json", "as_json", is_flag=True, help="Print the shares as JSON.")
def command(
    countries: tuple[str, ...], indicator: str, state: str, first: int | None, last: int | None,
    as_of: datetime | None, out: Path | None, mirrors: Path | None, store: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Say what figures there are, how late, how detailed and how coherent; write the matrix with --out."""
    kept = evidence_store(store)
    day = as_of.date() if as_of else moment.today()
    if indicator and indicator not in catalogue().indicators:
        raise Trouble(f"There is no indicator {indicator}{did_you_mean(indicator, catalogue().indicators)}.")
    if out and out.suffix.lstrip(".") not in FORMATS:
        raise Trouble(f"{out.name} should end in one of {', '.join('.' + one for one in FORMATS)}.")
    try:
        codes = tuple(country_code(one) for one in countries) or codelist("area").at_level("country")
        with kept.reading(as_of.date() if as_of else None) as reading:
            figures = Figures(reading, keep=kept.folder / KEPT)
            gaps = Gaps(figures, Frame(codes, first or day.year - 10, last or day.year - 1, day))
            rows = gaps.rows(indicator=indicator, state=state)
            shares = gaps.shares("indicator")
            if mirrors:
                mirrors.write_text(mirrors_csv(reading, codes), encoding="utf-8")
    except Refused as refused:
        raise Trouble(str(refused)) from refused
    if out:
        try:
            out.write_bytes(written(rows, out.suffix.lstrip(".")))
        except ValueError as error:
            raise Trouble(str(error)) from error
    _tell({key: value for key, value in shares.items() if indicator in ("", key)}, len(rows), out, as_json)


def _tell(shares: dict[str, dict[str, int]], rows: int, out: Path | None, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"cells": rows, "file": str(out) if out else None, "shares": shares}, indent=1))
        return
    click.echo(f"{'indicator':22}" + "".join(f"{state:>16}" for state in STATES))
    for key, states in shares.items():
        click.echo(f"{key:22}" + "".join(f"{states[state]:16,}" for state in STATES))
    click.echo(f"{rows:,} cells" + (f" written to {out}" if out else ""))
