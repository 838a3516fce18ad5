"""A birth date that was read: the first and the last day it can mean, and how well it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sojourn.matching.births.calendars import Calendar

Precision = Literal["day", "month", "year", "range"]


@dataclass(frozen=True, slots=True)
class Birth:
    """Born on one of the days from `earliest` to `latest`, both included (Gregorian).

    `estimated`: somebody's guess. `default_day`: the first day of a year, which officials write when they do
    not know. `two_digits`: the century was guessed. `swapped`: day and month exchanged, when that is a day too.
    `others`: what was written, read in another calendar that fits as well.
    """

    earliest: date
    latest: date
    precision: Precision
    estimated: bool = False
    default_day: bool = False
    two_digits: bool = False
    swapped: Birth | None = None
    others: tuple[Birth, ...] = ()
    calendar: Calendar = "gregorian"

    @property
    def readings(self) -> tuple[Birth, ...]:
        """This reading, then those in other calendars."""
        return (self, *self.others)
