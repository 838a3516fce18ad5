"""`sojourn profile COUNTRY`: a migration profile from the store, as web page, PDF, JSON and SDMX-CSV."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from sojourn.config.evidence_store import evidence_store
from sojourn.config.trouble import Trouble
from sojourn.evidence.codes.countries import country_code
from sojourn.evidence.profile.editions import ENDINGS, FORMATS, Card, kept_card, live, read_card, rebuilt, written
from sojourn.evidence.profile.model import Profile
from sojourn.evidence.profile.texts import read_texts
from sojourn.evidence.store import Store
from sojourn.grammar.faults import GrammarErrors
from sojourn.kernel import moment
from sojourn.kernel.refused import Refused


@click.command("profile")
@click.argument("country")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As the figures were known on that day.")
@click.option("--edition", help="An edition by its number, or the path of its card: made again from its vintages.")
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Only these; all by default.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where to write; by default here.")
@click.option("--language", type=click.Choice(["en", "fr", "ar"]), default="en", show_default=True)
@click.option(
    "--texts", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Texts by section, as YAML."
)
@click.option("--store", type=click.Path(file_okay=False, path_type=Path), help="The folder of the store.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def command(
    country: str, as_of: datetime | None, edition: str | None, formats: tuple[str, ...], out: Path | None,
    language: str, texts: Path | None, store: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Write the migration profile of a COUNTRY (an ISO code such as DEU, or its English name).

    Beside the files lies a card: with it, `--edition` makes the very same files again, whatever was loaded since.
    """
    kept = evidence_store(store)
    try:
        code = country_code(country)
        said = read_texts(texts) if texts else {}
        day = as_of.date() if as_of else moment.today()
        card = _card(kept, code, edition) if edition else live(kept, code, day, said)
        profile = rebuilt(kept, card, language)
        files = _write(profile, card, formats or FORMATS, out or Path())
    except (Refused, GrammarErrors) as refused:
        remedy = "Load files first:  sojourn evidence load FILE…" if "nothing_loaded" in _codes(refused) else ""
        raise Trouble(str(refused), *filter(None, [remedy])) from refused
    _tell(profile, files, as_json)


def _codes(error: Exception) -> tuple[str, ...]:
    return error.codes if isinstance(error, Refused) else ()


def _card(store: Store, country: str, edition: str) -> Card:
    return kept_card(store, country, int(edition)) if edition.isdecimal() else read_card(Path(edition))


def _write(profile: Profile, card: Card, formats: tuple[str, ...], out: Path) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    stem = f"{profile.country}-{profile.stamp.edition or profile.stamp.as_of}-{profile.language}"
    files: list[Path] = []
    for format in formats:
        path = out / f"{stem}.{ENDINGS[format]}"
        path.write_bytes(written(profile, format))
        files.append(path)
    path = out / f"{stem}.card.json"
    path.write_text(card.as_json(), encoding="utf-8")
    return [*files, path]


def _tell(profile: Profile, files: list[Path], as_json: bool) -> None:
    if as_json:
        told = {
            "country": profile.country, "indicators": profile.asked, "with_figures": profile.known,
            "figures": len(profile.figures), "sources": len(profile.sources), "files": [str(path) for path in files],
        }  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(f"{profile.name}: {profile.known} of {profile.asked} indicators, {len(profile.figures):,} figures")
    for path in files:
        click.echo(f"  {path}  {path.stat().st_size:,} bytes")
