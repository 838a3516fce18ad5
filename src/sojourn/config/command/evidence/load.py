"""`sojourn evidence load FILE…`: take statistics in as new vintages, or say exactly what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from sojourn.config.evidence_folders import load_folders
from sojourn.config.evidence_said import Teller, problems_as_json, say_problems
from sojourn.config.evidence_store import evidence_store
from sojourn.config.trouble import Trouble
from sojourn.evidence.loading import LoadRefused, LoadReport, load_file
from sojourn.evidence.loading.accepted import read_accepted
from sojourn.grammar.faults import GrammarErrors
from sojourn.kernel.refused import Refused

_FILE = click.Path(dir_okay=False, path_type=Path)


def options(wrapped: Any) -> Any:
    """The options that loading and checking share."""
    for option in reversed((
        click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."),
        click.option("--dataset", help="Take only this dataset out of the file."),
        click.option("--layout", help="The shape of the file, where it can't be told from its content."),
        click.option("--encoding", default="", help="The encoding of a text file that is not UTF-8."),
        click.option("--map", "accepted", type=_FILE, help="What strange codes stand for: CSV, see --write-map."),
        click.option("--write-map", "snippet", type=_FILE, help="Write strange codes here, to be filled in."),
        click.option("--store", type=click.Path(file_okay=False, path_type=Path), help="The folder of the store."),
        click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON."),
    )):  # fmt: skip
        wrapped = option(wrapped)
    return wrapped


@click.command("load")
@options
@click.option("--released-on", type=click.DateTime(["%Y-%m-%d"]), help="When the source published the figures.")
@click.option("--as", "by", default="operator", show_default=True, help="Who answers for the load.")
def command(released_on: datetime | None, by: str, **asked: Any) -> None:
    """Load each FILE as a new vintage of its dataset.

    Of a folder, every file below it is taken; what is no statistics that anybody here knows is listed, and is no
    error.

    A file that is wrong is refused as a whole, with file, line, column and fix, and the store stays as it was; a file
    that is in already is passed over, so the same command goes on where it was cut off. Exit status: 0 all are in,
    1 at least one was refused.
    """
    day = released_on.date() if released_on else None
    if any(path.is_dir() for path in asked["files"]):
        load_folders(asked["files"], asked["store"], by=by, released_on=day, as_json=asked["as_json"])
    else:
        perform(asked, by=by, released_on=day)


def perform(asked: dict[str, Any], *, by: str, dry: bool = False, **further: Any) -> None:
    """Load (or only check) every file asked for; say what became of each; exit with status 1 when one was refused."""
    outcomes = []
    for path in asked["files"]:
        outcomes.append(_one(path, asked, by=by, dry=dry, **further))
        if not asked["as_json"]:
            _say(*outcomes[-1], dry)
    if asked["as_json"]:
        click.echo(json.dumps([_as_json(path, each) for path, each in outcomes], ensure_ascii=False, indent=2))
    _write_map(asked["snippet"], [each for _, each in outcomes])
    if any(isinstance(each, Refused) for _, each in outcomes):
        raise SystemExit(1)


def _one(path: Path, asked: dict[str, Any], **further: Any) -> tuple[Path, LoadReport | Refused]:
    teller = Teller(quiet=asked["as_json"])
    try:
        accepted = read_accepted(asked["accepted"]) if asked["accepted"] else None
        return path, load_file(
            evidence_store(asked["store"]), path, dataset=asked["dataset"], layout=asked["layout"],
            encoding=asked["encoding"], accepted=accepted, report=teller.tell, **further,
        )  # fmt: skip
    except Refused as refused:
        return path, refused
    except GrammarErrors as errors:
        raise Trouble(f"A declaration of a dataset is wrong: {errors}", "Put it right, then load again.") from errors
    except OSError as error:
        where = error.filename or evidence_store(asked["store"]).folder
        raise Trouble(f"{where} can't be used: {error.strerror}.", "Name another folder with --store.") from error
    finally:
        teller.end()


def _say(path: Path, outcome: LoadReport | Refused, dry: bool) -> None:
    if isinstance(outcome, Refused):
        say_problems(path, outcome)
        return
    for each in outcome.loaded:
        if each.already:
            click.echo(f"{path.name}: {each.dataset} has it already, as vintage {each.vintage}.")
            continue
        gaps = ", ".join(f"{count:,} {status}" for status, count in each.statuses.items() if status != "A")
        left = f", {each.left_out:,} rows left out" if each.left_out else ""
        what = "could be loaded" if dry else f"is in as vintage {each.vintage}"
        click.echo(f"{path.name}: {each.dataset} {what}: {each.rows:,} observations{left} ({gaps or 'all normal'}).")
        for notice in each.notices:
            click.echo(f"  {notice}")


def _as_json(path: Path, outcome: LoadReport | Refused) -> dict[str, Any]:
    if isinstance(outcome, Refused):
        return {"file": str(path), "refused": True, "problems": problems_as_json(outcome)}
    return {**asdict(outcome), "file": str(path), "refused": False}


def _write_map(target: Path | None, outcomes: Sequence[LoadReport | Refused]) -> None:
    texts = [each.snippet for each in outcomes if isinstance(each, LoadRefused) and each.snippet]
    if target and texts:
        rows = [line for text in texts for line in text.splitlines()[1:]]
        target.write_text("\n".join([texts[0].splitlines()[0], *dict.fromkeys(rows), ""]), encoding="utf-8")
        click.echo(f"The strange codes are in {target}. Fill in its column code, then give it with --map.", err=True)
