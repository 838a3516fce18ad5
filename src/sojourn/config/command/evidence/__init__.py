"""`sojourn evidence …`: statistics in and out. Each module here holds one sub-command as its `command`."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click


class Parts(click.Group):
    """Sub-commands are the modules of this package, read when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in alphabetical order."""
        return sorted(module.name.rstrip("_") for module in iter_modules(__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the sub-command, or None when there is no such module."""
        names = {module.name.rstrip("_"): module.name for module in iter_modules(__path__)}
        if cmd_name not in names:
            return None
        found = getattr(import_module(f"{__name__}.{names[cmd_name]}"), "command", None)
        return found if isinstance(found, click.Command) else None


@click.group("evidence", cls=Parts)
def command() -> None:
    """Statistics: load files, list what is there, check, export."""
