"""`sojourn office`: the places that hold cases."""

from __future__ import annotations

import click

from sojourn.config.operator import acting


@click.group("office")
def command() -> None:
    """The places that hold cases."""


@command.command("add")
@click.argument("code")
@click.option("--name", required=True)
@click.option("--country", required=True, help="ISO 3166-1 alpha-3, such as DEU.")
@click.option("--zone", default="UTC", show_default=True, help="IANA time zone, such as Europe/Berlin.")
@click.option("--kind", type=click.Choice(["mission", "hub"]), default="mission", show_default=True)
@click.option("--parent", default="", help="The code of the hub above it.")
def add(code: str, name: str, country: str, zone: str, kind: str, parent: str) -> None:
    """Add an office."""
    with acting() as operator:
        from sojourn.accounts.actions import add_office
        from sojourn.accounts.queries import office_by

        above = office_by(parent) if parent else None
        add_office(code=code, name=name, country=country, zone=zone, kind=kind, parent=above, by=operator)
    click.echo(f"Added the office {code}.")


@command.command("list")
def show() -> None:
    """List the offices."""
    with acting():
        from sojourn.accounts.queries import every_office

        for office in every_office():
            click.echo(f"{office.code:20} {office.country}  {office.kind:8} {office.zone:24} {office.name}")
