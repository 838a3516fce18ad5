"""`sojourn pack`: check the files of programmes, list them, and record a released version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from sojourn.config.trouble import Trouble
from sojourn.grammar.check import check_pack
from sojourn.grammar.check.released import record_release
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.packs import Catalogue, UnknownPack, catalogue, load_pack, pack_folders


@click.group("pack")
def command() -> None:
    """Programmes: check their files, list them, record a release."""


@command.command("check")
@click.argument("packs", nargs=-1, metavar="[NAME|FOLDER]...")
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON.")
def check(packs: Sequence[str], as_json: bool) -> None:
    """Refuse what is wrong in packs: every message says where, what, and what to do. Without a name: all packs."""
    folders = _folders(packs)
    names = catalogue().names()
    found = {folder: check_pack(folder, packs=names) for folder in folders}
    faults = [fault for each in found.values() for fault in each]
    if as_json:
        click.echo(json.dumps([_as_json(fault) for fault in faults], ensure_ascii=False, indent=2))
    else:
        _print(found)
    if faults:
        raise SystemExit(1)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the packs as JSON.")
def list_packs(as_json: bool) -> None:
    """List every pack that can be found, with its versions."""
    known = catalogue()
    rows = [{"pack": name, "versions": known.versions(name), "label": _label(known, name)} for name in known.names()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    for row in [] if as_json else rows:
        click.echo(f"{row['pack']:24} {', '.join(row['versions']):24} {row['label']}")


@command.command("release")
@click.argument("pack", metavar="NAME|FOLDER")
def release(pack: str) -> None:
    """Record the fingerprint of a pack's present version: from now on its files cannot change under that version."""
    folder = _folders([pack])[0]
    try:
        loaded = load_pack(folder)
        mark = record_release(loaded, folder)
    except GrammarErrors as errors:
        raise Trouble(str(errors), f"See everything that is wrong:  sojourn pack check {folder}") from errors
    click.echo(f"{loaded.name} {loaded.version} is recorded as released: {mark}")


def _folders(packs: Sequence[str]) -> list[Path]:
    if not packs:
        return pack_folders(catalogue().folders)
    folders: list[Path] = []
    for word in packs:
        here = Path(word)
        found = pack_folders([here]) if here.is_dir() else []
        folders.extend(found or [_named(word)])
    return folders


def _named(word: str) -> Path:
    try:
        return catalogue().folder_of(word)
    except UnknownPack as error:
        raise Trouble(f"{error}.", "List the packs there are:  sojourn pack list") from error


def _label(known: Catalogue, name: str) -> str:
    try:
        return known.pack(name).label_of("pack", name)
    except GrammarErrors as errors:
        return f"cannot be loaded ({len(errors.faults)} faults)"


def _as_json(fault: Fault) -> dict[str, str | int]:
    place = fault.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "code": fault.code,
        "message": fault.message,
    }


def _print(found: dict[Path, list[Fault]]) -> None:
    for folder, faults in found.items():
        for fault in faults:
            click.echo(str(fault))
        verdict = "in order" if not faults else f"{len(faults)} to put right"
        click.echo(f"{folder.name}: {verdict}")
