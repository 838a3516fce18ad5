"""`sojourn restore FILE`: put a backup back, after proving that it is whole."""

from __future__ import annotations

from pathlib import Path

import click

from sojourn.config.command.backup import passphrase_option, read_passphrase


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@passphrase_option
@click.option("--replace", is_flag=True, help="Take the place of what is there; that is kept under another name.")
def command(file: Path, passphrase_file: Path | None, replace: bool) -> None:
    """Restore FILE. Nothing is touched until every file and every table of the backup was checked."""
    from sojourn.config.home import remember_secrets
    from sojourn.config.migrating import migrate
    from sojourn.config.postgres.binaries import packaged
    from sojourn.config.postgres.ready import ensure_database
    from sojourn.config.settings.files import ATTACHMENTS
    from sojourn.jobs.backup.database import Programs
    from sojourn.jobs.backup.faults import BackupFault
    from sojourn.jobs.backup.restore import restore_backup

    owner = ensure_database().owner
    try:
        manifest = restore_backup(
            source=file,
            dsn=owner.dsn(),
            name=owner.dbname,
            attachments=ATTACHMENTS,
            programs=Programs(packaged()),
            passphrase=read_passphrase(passphrase_file),
            replace=replace,
            remember=remember_secrets,
            tell=lambda line: click.echo(line, err=True),
        )
    except BackupFault as fault:
        raise click.ClickException(str(fault)) from fault
    migrate()
    click.echo(f"Restored what was saved at {manifest['made_at']}: {sum(manifest['rows'].values())} rows.")
    if not manifest.get("secret_keys"):
        fix = "put it into SOJOURN_OLD_SECRET_KEYS, or nobody with a second factor can sign in."
        click.echo(f"The backup has no secret key. If the one here is another, {fix}", err=True)
    click.echo("Now run `sojourn audit verify`, with the anchor you keep elsewhere.")
