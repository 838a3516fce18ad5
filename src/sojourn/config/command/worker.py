"""`sojourn worker`: watch the clocks of every case and take the steps that are due."""

from __future__ import annotations

import signal
from types import FrameType

import click


@click.command("worker")
@click.option("--every", "seconds", default=30.0, show_default=True, help="Seconds between two rounds.")
@click.option("--once", is_flag=True, help="Take one round and stop.")
def command(seconds: float, once: bool) -> None:
    """Raise the tasks and alerts of clocks that run out, and suggest who may be the same person.

    Several may run side by side; none does anything twice.
    """
    from sojourn.config.migrating import see_that_it_is_ready

    see_that_it_is_ready()
    from sojourn.jobs.worker import keep_identities, machine, take_round, work_until

    if once:
        done = take_round()
        click.echo(f"{done.cases} cases brought on, {done.failed} could not be")
        kept = keep_identities(machine("worker"))
        click.echo(f"{kept.written} rows of keys written anew, {kept.compared} compared, {kept.pairs} pairs alike")
        return
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    click.echo("The worker is at work (Ctrl-C stops it after the case in hand)")
    work_until(lambda: bool(stopping), seconds, click.echo)
