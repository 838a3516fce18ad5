"""The one question asked of every count before it is shown."""

from __future__ import annotations


def small(count: float, threshold: int) -> bool:
    """Whether a count may not be shown: above nobody, and below the threshold."""
    return 0 < count < threshold
