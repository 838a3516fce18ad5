"""The `sojourn` command. Each module here named as a sub-command holds a `command` made with click."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import click

from sojourn import __version__
from sojourn.config.trouble import Trouble


class Discovered(click.Group):
    """Sub-commands are the modules of this package, read when they are called, so that one can't break another."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in alphabetical order."""
        return sorted(module.name.rstrip("_").replace("_", "-") for module in iter_modules(__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the sub-command, or None when there is no such module."""
        if cmd_name not in self.list_commands(ctx):
            return None
        names = {module.name.rstrip("_").replace("_", "-"): module.name for module in iter_modules(__path__)}
        try:
            # A module without a `command` is a part of another one, and is passed over.
            found = getattr(import_module(f"{__name__}.{names[cmd_name]}"), "command", None)
        except ImportError as error:
            return _broken(cmd_name, error)
        return found if isinstance(found, click.Command) else None


def _broken(name: str, error: ImportError) -> click.Command:
    """Stand in for a sub-command whose room is absent, so that the others are still listed and run."""

    @click.command(name, short_help=f"(can't be used here: {error})", context_settings={"ignore_unknown_options": True})
    @click.argument("words", nargs=-1)
    def refuse(words: tuple[str, ...]) -> None:
        raise Trouble(f"`sojourn {name}` can't be used here: {error}.", "Install everything again:  make demo")

    return refuse


@click.group(cls=Discovered, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sojourn")
def sojourn() -> None:
    """Run migration programmes: cases, evidence, and the pages of both."""


def main() -> None:
    """Run the command; say a Trouble as a sentence, with exit status 1."""
    try:
        sojourn(prog_name="sojourn")
    except Trouble as trouble:
        click.echo(f"\n{trouble}\n", err=True)
        sys.exit(1)
