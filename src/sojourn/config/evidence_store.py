"""Where this installation keeps its statistics."""

from __future__ import annotations

import os
from pathlib import Path

from sojourn.config.home import home
from sojourn.evidence.store import Store


def evidence_folder() -> Path:
    """`SOJOURN_EVIDENCE`, else `evidence` in the data folder; it may not exist yet."""
    given = os.environ.get("SOJOURN_EVIDENCE", "").strip()
    return Path(given).expanduser().absolute() if given else home() / "evidence"


def evidence_store(folder: Path | None = None) -> Store:
    """The store of this installation, or the one in `folder`."""
    return Store(folder or evidence_folder())
