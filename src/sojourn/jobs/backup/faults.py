"""Why a backup could not be made or put back."""

from __future__ import annotations


class BackupFault(Exception):
    """Nothing was changed; `fix` says what to do. The text never names a person or a password."""

    def __init__(self, what: str, fix: str = "") -> None:
        self.what, self.fix = what, fix
        super().__init__(f"{what} {fix}".strip())
