"""How a cleaner says that a raw answer cannot be kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any


class Unclean(Exception):
    """A raw answer that cannot be kept; `key` names the words in problems.TEMPLATES, `params` fill them."""

    def __init__(self, key: str, **params: Any) -> None:
        self.key = key
        self.params = params
        super().__init__(key)


@dataclass(frozen=True)
class Manner:
    """How raw answers are written: the decimal mark ("" when nobody said) and the zone of times without one."""

    decimal: str = ""
    zone: tzinfo = UTC


Cleaner = Callable[[Any, Manner], Any]  # a raw answer that is not empty -> the stored answer, or None
