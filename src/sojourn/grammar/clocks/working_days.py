"""Which days are worked in a country: its weekend and its public holidays, from the `holidays` library."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays
import pycountry
from babel import Locale
from babel.core import UnknownLocaleError

SATURDAY_SUNDAY = frozenset({5, 6})


def is_worked(day: date, country: str | None) -> bool:
    """True when `day` is a working day in `country` (ISO 3166-1 alpha-3 or alpha-2; None = Saturdays and Sundays off).

    A country that the library does not know keeps the weekend that CLDR gives for it, and no public holidays.
    """
    return day not in _days_off(country or "", day.year)


@lru_cache(maxsize=512)
def _days_off(country: str, year: int) -> frozenset[date]:
    # One object per country and year, never shared: the library fills its calendars in place.
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year % 4 == 0))]
    days = [day for day in days if day.year == year]
    try:
        calendar = holidays.country_holidays(country, years=year, expand=False)
    except (NotImplementedError, KeyError):
        weekend = _weekend(country)
        return frozenset(day for day in days if day.weekday() in weekend)
    return frozenset(day for day in days if not calendar.is_working_day(day))


def _weekend(country: str) -> frozenset[int]:
    found = pycountry.countries.get(alpha_3=country) or pycountry.countries.get(alpha_2=country)
    if found is None:
        return SATURDAY_SUNDAY
    try:
        locale = Locale.parse(f"und_{found.alpha_2}")
    except (UnknownLocaleError, ValueError):
        return SATURDAY_SUNDAY
    first, last = locale.weekend_start, locale.weekend_end
    return frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))
