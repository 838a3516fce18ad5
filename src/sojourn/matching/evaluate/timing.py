"""How long the steps took and how much memory the process needed at most."""

from __future__ import annotations

import time
from pathlib import Path


class Stopwatch:
    """Seconds by step, in their order."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """Note the time since the last lap."""
        now = time.perf_counter()
        self.laps[name] = now - self._last
        self._last = now


def peak_memory() -> float | None:
    """Return the most memory this process has held, in MB (VmHWM of /proc), or None where that is not told."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    lines = status.read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), None)
