"""`sojourn backup FILE`: everything in one file, sealed with a passphrase when one is given."""

from __future__ import annotations

import os
from pathlib import Path

import click


def read_passphrase(file: Path | None) -> str:
    """Return the first line of `file`; raise a usage error when it is too short to protect anything."""
    if file is None:
        return ""
    lines = file.read_text().splitlines()
    passphrase = lines[0].strip() if lines else ""
    if len(passphrase) < 12:
        raise click.UsageError(f"The passphrase in {file.name} is shorter than 12 characters.")
    return passphrase


passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file whose first line is the passphrase that seals the backup.",
)


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@passphrase_option
def command(file: Path, passphrase_file: Path | None) -> None:
    """Write the whole database and every attachment to FILE, as of one instant, while the office goes on working."""
    from sojourn.config.home import KEY_FILE, kept_secret, old_secrets
    from sojourn.config.postgres.binaries import packaged
    from sojourn.config.postgres.ready import ensure_database
    from sojourn.config.settings.files import ATTACHMENTS
    from sojourn.jobs.backup.database import Programs
    from sojourn.jobs.backup.faults import BackupFault
    from sojourn.jobs.backup.make import make_backup

    passphrase = read_passphrase(passphrase_file)
    own_key = os.environ.get("SOJOURN_SECRET_KEY")
    # Unsealed, they would open what is encrypted in the very same file.
    secrets = [kept_secret(KEY_FILE), *old_secrets()] if passphrase and not own_key else []
    try:
        about = make_backup(
            dsn=ensure_database().owner.dsn(),
            attachments=ATTACHMENTS,
            target=file.absolute(),
            programs=Programs(packaged()),
            passphrase=passphrase,
            secrets=secrets,
            tell=lambda line: click.echo(line, err=True),
        )
    except BackupFault as fault:
        raise click.ClickException(str(fault)) from fault
    rows = sum(about["rows"].values())
    click.echo(f"{file} holds {rows} rows and {about['attachments']} attachments.")
    if not secrets:
        where = "SOJOURN_SECRET_KEY" if own_key else "the data folder's secret-key"
        click.echo(f"The key in {where} is not in it: keep that, too; second factors need it.", err=True)
    if not passphrase:
        click.echo("It is not sealed: keep it where only you can read it, or use --passphrase-file.", err=True)
