"""`sojourn demo`: a database filled with plainly fictitious cases, and the pages over it."""

import click

from sojourn.config import serving


@click.command("demo")
@click.option("--host", default=serving.DEFAULT_HOST, show_default=True, help="The address to listen on.")
@click.option("--port", default=serving.DEFAULT_PORT, show_default=True, envvar="PORT", help="Or the variable PORT.")
@click.option("--no-serve", is_flag=True, help="Fill the demo and stop.")
@click.option("--code", is_flag=True, help="Only say the demo's second factor of this moment.")
@click.option("--cases", default=0, help="How many cases to invent; without it, as many as the programmes plan.")
def command(host: str, port: int, no_serve: bool, code: bool, cases: int) -> None:
    """Make the database, fill a believable demo if it is empty, print each role's sign-in, and serve."""
    if code:
        _say_code()
        return
    from sojourn.config.migrating import migrate

    if not no_serve:
        serving.see_that_the_port_is_free(host, port)
    click.echo("• Making the database ready", err=True)
    migrate()
    _fill(cases)
    if not no_serve:
        click.echo(f"\nSojourn is on http://{host}:{port}   (Ctrl-C stops it; the data stay)")
        serving.serve(host=host, port=port)


def _fill(cases: int) -> None:
    """Fill the demo unless it is there, and print who may sign in."""
    from sojourn.jobs import demo

    demo.fill(click.echo, cases=cases)


def _say_code() -> None:
    from sojourn.config.start import start_django

    start_django()
    from sojourn.jobs.demo.signing_in import code_now

    click.echo(code_now())
