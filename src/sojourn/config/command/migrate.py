"""`sojourn migrate`: make the database and bring it to the present shape."""

import click

from sojourn.config.migrating import migrate


@click.command("migrate")
@click.option("--verbose", is_flag=True, help="Name each migration.")
def command(verbose: bool) -> None:
    """Make the database if needed and run every migration, as its owner."""
    where = migrate(verbosity=1 if verbose else 0)
    click.echo(f"The database '{where.owner.dbname}' is ready.")
