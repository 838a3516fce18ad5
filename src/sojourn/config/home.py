"""The data folder: where the embedded database, the secret key and attachments live."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from sojourn.config.trouble import Trouble

ROOT_HOME = Path("/var/lib/sojourn")
KEY_FILE = "secret-key"
OLD_KEYS_FILE = "old-secret-keys"
LEAST_FREE_BYTES = 300 * 1024 * 1024


def home() -> Path:
    """Return the data folder, absolute; it may not exist yet.

    `SOJOURN_HOME`, else `/var/lib/sojourn` for root, else `$XDG_DATA_HOME/sojourn`, else `~/.local/share/sojourn`.
    """
    if given := os.environ.get("SOJOURN_HOME", "").strip():
        return Path(given).expanduser().absolute()
    if os.geteuid() == 0:
        return ROOT_HOME
    if given := os.environ.get("XDG_DATA_HOME", "").strip():
        return Path(given).expanduser().absolute() / "sojourn"
    return Path.home() / ".local" / "share" / "sojourn"


def evidence_folder() -> Path:
    """`SOJOURN_EVIDENCE`, else `evidence` in the data folder; it may not exist yet."""
    given = os.environ.get("SOJOURN_EVIDENCE", "").strip()
    return Path(given).expanduser().absolute() if given else home() / "evidence"


def ensure_home() -> Path:
    """Make the data folder if it is absent and return it; raise Trouble when it can't be written."""
    place = home()
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Root's database runs as another user, who must pass through here but may not list it.
        place.chmod(0o711 if os.geteuid() == 0 else 0o700)
        probe = place / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Trouble(
            f"The data folder {place} can't be written: {error.strerror}.",
            "Give another folder:  SOJOURN_HOME=/path/to/folder make demo",
            f"or let your user own it:  chown -R $(id -un) {place}",
        ) from error
    return place


def ensure_room(place: Path) -> None:
    """Raise Trouble when the disk under `place` is nearly full."""
    free = shutil.disk_usage(place).free
    if free < LEAST_FREE_BYTES:
        raise Trouble(
            f"The disk that holds {place} is nearly full: {free // 2**20} MB are free, "
            f"{LEAST_FREE_BYTES // 2**20} MB are needed to start safely.",
            "Make room on that disk, or give another folder:  SOJOURN_HOME=/path/to/folder make demo",
        )


def kept_secret(name: str) -> str:
    """Return the secret kept in the data folder under `name`, made at the first call, readable by its owner only."""
    place = ensure_home() / name
    if not place.exists():
        draft = place.with_name(f".{name}-{os.getpid()}")
        try:
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
            # A link fails when another process was first, and then that one's secret is the one that counts.
            os.link(draft, place)
        except FileExistsError:
            pass
        finally:
            draft.unlink(missing_ok=True)
    return place.read_text().strip()


def old_secrets() -> list[str]:
    """Return the secret keys of installations whose backups were restored here, oldest first."""
    place = home() / OLD_KEYS_FILE
    return place.read_text().split() if place.exists() else []


def remember_secrets(secrets_then: list[str]) -> None:
    """Keep secret keys that came with a backup, so that what was kept under them can be read here."""
    known = {kept_secret(KEY_FILE), *old_secrets()}
    lines = [*old_secrets(), *(secret for secret in secrets_then if secret not in known)]
    place = ensure_home() / OLD_KEYS_FILE
    if len(lines) > len(old_secrets()):
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write("\n".join(lines) + "\n")
