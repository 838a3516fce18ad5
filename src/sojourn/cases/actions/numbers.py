"""Case numbers: from one PostgreSQL sequence per prefix and year, so that nobody waits for anybody."""

from __future__ import annotations

import re

from django.db import connection

from sojourn.kernel.ids import case_number

PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,11}")


def reserve_numbers(prefix: str, year: int, count: int) -> list[str]:
    """Take `count` new case numbers such as "AVRR-26-000123-4"; numbers of a transaction that fails stay unused.

    Raises ValueError for a prefix that is not 1 to 12 capital letters and digits.
    """
    if not PREFIX.fullmatch(prefix):
        raise ValueError(f"{prefix!r} cannot begin a case number: use 1 to 12 capital letters and digits")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_next_numbers(%s, %s, %s)", [prefix, year, count])
        return [case_number(prefix, year, sequence) for (sequence,) in cursor.fetchall()]
