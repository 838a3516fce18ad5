"""Seconds of processor time: what an engine costs when the machine is busy with other things too."""

from __future__ import annotations

import resource
from pathlib import Path


def processor_seconds() -> float:
    """Return user and system seconds of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def forget_peak() -> None:
    """Let the most memory held (VmHWM) count from now on, where the system can do that (Linux)."""
    refs = Path("/proc/self/clear_refs")
    if refs.exists():
        refs.write_text("5", encoding="ascii")
