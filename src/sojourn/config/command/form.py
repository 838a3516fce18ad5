"""`sojourn form`: forms out of a pack as XLSForm workbooks, and workbooks back as the YAML of a pack."""

from __future__ import annotations

from pathlib import Path

import click

from sojourn.config.trouble import Trouble
from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.forms.writing import write_yaml
from sojourn.grammar.packs import Pack, UnknownPack, catalogue
from sojourn.grammar.xlsform import read_xlsform, write_xlsform

_NEW_FILE = click.Path(path_type=Path, dir_okay=False, writable=True)


@click.group("form")
def command() -> None:
    """Forms: out as XLSForm workbooks, in again as YAML."""


@command.command("export")
@click.argument("pack")
@click.argument("form")
@click.argument("file", required=False, type=_NEW_FILE)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(pack: str, form: str, file: Path | None, force: bool) -> None:
    """Write FORM of PACK as an XLSForm workbook, by default FORM.xlsx."""
    found = _pack(pack)
    if form not in found.forms:
        raise Trouble(f'The pack {pack} has no form "{form}".', f"Its forms:  {', '.join(sorted(found.forms))}")
    target = file or Path(f"{form}.xlsx")
    _keep(target, force)
    target.write_bytes(write_xlsform(found.forms[form].form, found.codes))
    click.echo(f"{target} holds the form {form} of {found.name} {found.version}")


@command.command("import")
@click.argument("workbook", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("file", required=False, type=_NEW_FILE)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def import_workbook(workbook: Path, file: Path | None, force: bool) -> None:
    """Read an XLSForm WORKBOOK and write its form as YAML, to FILE or to the screen."""
    try:
        written = write_yaml(read_xlsform(workbook))
    except GrammarErrors as errors:
        raise Trouble(f"{workbook} cannot be used.", *(str(fault) for fault in errors.faults)) from errors
    if file is None:
        click.echo(written, nl=False)
        return
    _keep(file, force)
    file.write_text(written, encoding="utf-8")
    click.echo(f"{file} holds the form; say of every question whether it is sensitive, then:  sojourn pack check")


def _pack(name: str) -> Pack:
    try:
        return catalogue().pack(name)
    except UnknownPack as error:
        raise Trouble(f"{error}.", "List the packs there are:  sojourn pack list") from error
    except GrammarErrors as errors:
        raise Trouble(f"The pack {name} cannot be loaded.", f"See why:  sojourn pack check {name}") from errors


def _keep(file: Path, force: bool) -> None:
    if file.exists() and not force:
        raise Trouble(f"{file} is already there.", "Name another file, or write over it with  --force")
