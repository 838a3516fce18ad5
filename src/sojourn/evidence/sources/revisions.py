"""When the revisions of the United Nations' population estimates came out: the files do not say the day.

Source: announcements of the Population Division, UN DESA. A revision that is not listed here is dated by the one who
loads it.
"""

from __future__ import annotations

from datetime import date

# International Migrant Stock, by the revision's year, which is also the last year in its tables.
MIGRANT_STOCK = {"2019": date(2019, 9, 17), "2020": date(2021, 1, 15), "2024": date(2025, 1, 18)}
# World Population Prospects, by the last year of its estimates.
PROSPECTS = {"2019": date(2019, 6, 17), "2021": date(2022, 7, 11), "2023": date(2024, 7, 11)}
