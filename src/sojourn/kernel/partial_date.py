"""Dates that are only partly known, and the ages that follow from them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

_SHAPE = re.compile(r"^(~?)(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or the year; `estimated` when even that is a guess.

    Written "2008", "2008-05", "2008-05-17"; an estimate has a tilde before it: "~2008".
    """

    year: int
    month: int | None = None
    day: int | None = None
    estimated: bool = False

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        self.earliest()
        self.latest()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the written form; raise ValueError for anything else or for a day that does not exist."""
        match = _SHAPE.match(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        tilde, year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None, bool(tilde))

    @property
    def precision(self) -> str:
        """`estimated`, `year`, `month` or `day`."""
        if self.estimated:
            return "estimated"
        return "day" if self.day else "month" if self.month else "year"

    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def youngest_age(self, on: date) -> int:
        """Whole years by the protective reading: while 17 is possible, 17 is the age (avrr.md V2)."""
        return _whole_years(self.latest(), on)

    def oldest_age(self, on: date) -> int:
        """Whole years by the other reading; equal to `youngest_age` when the day is known."""
        return _whole_years(self.earliest(), on)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part]
        return ("~" if self.estimated else "") + "-".join(parts)


def _whole_years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
