"""Where this installation keeps its statistics."""

from __future__ import annotations

from pathlib import Path

from sojourn.config.home import evidence_folder
from sojourn.evidence.store import Store


def evidence_store(folder: Path | None = None) -> Store:
    """The store of this installation, or the one in `folder`."""
    return Store(folder or evidence_folder())
