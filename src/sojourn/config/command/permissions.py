"""`sojourn permissions`: who may do what, as a page of Markdown."""

import click


@click.command("permissions")
def command() -> None:
    """Print who may do what: roles, pages, commands. The manual's page of this name is written so."""
    from sojourn.config.start import start_django

    start_django()
    from sojourn.config.doors import commands, pages
    from sojourn.protection.page import permissions_page

    root = click.get_current_context().find_root().command
    click.echo(
        permissions_page(
            [(page.where, page.door) for page in pages() if page.door],
            [(one.where, one.door) for one in commands(root) if one.door],
        ),
        nl=False,
    )
