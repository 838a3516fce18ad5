"""`sojourn serve`: serve the pages."""

import click

from sojourn.config import serving


@click.command("serve")
@click.option("--host", default=serving.DEFAULT_HOST, show_default=True, help="The address to listen on.")
@click.option("--port", default=serving.DEFAULT_PORT, show_default=True, envvar="PORT", help="Or the variable PORT.")
@click.option("--workers", default=2, show_default=True, help="Processes; about one per core.")
@click.option("--threads", default=4, show_default=True, help="Threads of each process.")
@click.option("--reload", is_flag=True, help="Read changed source at once (for development).")
def command(host: str, port: int, workers: int, threads: int, reload: bool) -> None:
    """Serve the pages. Refuses to start on a database that waits for `sojourn migrate`, or as a role that
    row security doesn't bind."""
    from sojourn.config.migrating import see_that_it_is_ready

    serving.see_that_the_port_is_free(host, port)
    see_that_it_is_ready()
    click.echo(f"Sojourn is on http://{host}:{port}   (Ctrl-C stops it)")
    serving.serve(host=host, port=port, workers=workers, threads=threads, reload=reload)
