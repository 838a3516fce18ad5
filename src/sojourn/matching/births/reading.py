"""From written text or numbers to a Birth: every calendar that fits, nothing guessed silently."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from sojourn.kernel import moment
from sojourn.kernel.refused import Reason, Refused
from sojourn.matching.births.birth import Birth, Precision
from sojourn.matching.births.calendars import MONTHS, Calendar, first_and_last
from sojourn.matching.births.written import Written, understood

# Nobody is known to have lived longer (122 years), and a wrong century should be told.
OLDEST = 125
# Languages whose speakers write dates in another calendar too.
_HINTS: dict[str, Calendar] = {
    "fa": "jalali", "prs": "jalali", "ps": "jalali", "ar": "hijri", "ur": "hijri", "am": "ethiopian", "ti": "ethiopian",
}  # fmt: skip
_EXAMPLE = "Write 2008, 2008-05 or 2008-05-17"


def read_birth(
    text: str = "",
    *,
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    estimated: bool = False,
    calendar: Calendar | None = None,
    language: str | None = None,
    within: int = 1,
    on: date | None = None,
) -> Birth:
    """Read a birth date from text ("17 مايو 2008", "1378", "about 15") or from numbers.

    `calendar` says which one was used; without it every calendar that gives a possible age is read, the one that
    `language` (ISO 639) makes likely first, the rest in `others`. `within`: an estimate may be wrong by so many
    years. `on`: the day an age was said (today when it is not known). Raises Refused with the fix.
    """
    if text:
        return _read(text, estimated, calendar, language or "", within, on or moment.today())
    return _of(Written(year, month, day), "", estimated, calendar, language or "", within, on or moment.today())


@lru_cache(maxsize=1 << 16)
def _read(text: str, estimated: bool, calendar: Calendar | None, language: str, within: int, on: date) -> Birth:
    return _of(understood(text) or Written(), text, estimated, calendar, language, within, on)


def _of(
    said: Written, text: str, estimated: bool, calendar: Calendar | None, language: str, within: int, on: date
) -> Birth:
    if said.year is None and said.age is None:
        raise Refused(
            Reason("birth_unreadable", "“{text}” is not a date of birth. {fix}.", {"text": text, "fix": _EXAMPLE})
        )
    spread = within if estimated or said.doubt else 0
    if said.age is not None:
        return _of_age(said.age, on, spread)
    readings = list(_readings(said, calendar, language, spread))
    if not readings:
        raise _impossible(text or _numbers_of(said), said)
    first, *others = readings
    return _with_others(first, tuple(others))


def _with_others(first: Birth, others: tuple[Birth, ...]) -> Birth:
    return Birth(
        first.earliest, first.latest, first.precision, first.estimated, first.default_day, first.two_digits,
        first.swapped, others, first.calendar,
    )  # fmt: skip


def _of_age(age: int, on: date, spread: int) -> Birth:
    if age > OLDEST:
        raise Refused(Reason("birth_too_old", "Nobody is {age} years old. Check the age.", {"age": age}))
    earliest = _years_before(on, age + 1 + spread) + timedelta(days=1)
    return Birth(earliest, min(on, _years_before(on, max(0, age - spread))), "range", estimated=True)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _readings(said: Written, calendar: Calendar | None, language: str, spread: int) -> list[Birth]:
    found: list[Birth] = []
    for candidate in _candidates(said, calendar, language):
        birth = _in_calendar(said, candidate, spread, language)
        if birth is not None and not any((birth.earliest, birth.latest) == (b.earliest, b.latest) for b in found):
            found.append(birth)
    return found


def _candidates(said: Written, calendar: Calendar | None, language: str) -> tuple[Calendar, ...]:
    if calendar or said.calendar:
        return (calendar or said.calendar or "gregorian",)
    hint = _HINTS.get(language.lower().partition("-")[0], "gregorian")
    if said.year is not None and 1280 <= said.year <= 1460:
        return ("hijri", "jalali") if hint == "hijri" else ("jalali", "hijri")
    if hint == "ethiopian":
        return ("gregorian", "ethiopian")
    return ("ethiopian",) if said.month == 13 else ("gregorian",)


def _in_calendar(said: Written, calendar: Calendar, spread: int, language: str) -> Birth | None:
    year = _full_year(said.year or 0, calendar) if said.two_digits else said.year or 0
    try:
        birth = _plain(year, said.month, said.day, calendar, spread, said.two_digits)
        if said.last_year:
            latest = first_and_last(calendar, max(year, said.last_year), None, None)[1]
            birth = Birth(birth.earliest, latest, "range", estimated=True, calendar=calendar)
    except (ValueError, OverflowError):
        return None
    if not _possible(birth):
        return None
    if (
        said.named_month
        or said.month is None
        or said.day is None
        or said.day > MONTHS[calendar]
        or said.day == said.month
    ):
        return birth
    return _swapped(birth, year, said.day, said.month, spread)


def _plain(year: int, month: int | None, day: int | None, calendar: Calendar, spread: int, two_digits: bool) -> Birth:
    earliest, latest = first_and_last(calendar, year, month, day)
    precision: Precision = "day" if day else "month" if month else "year"
    if spread:
        earliest, latest = _years_before(earliest, spread), _years_before(latest, -spread)
        latest = min(latest, max(earliest, moment.today()))
    default = (month, day) == (1, 1)
    return Birth(
        earliest, latest, "range" if spread else precision, bool(spread), default, two_digits, calendar=calendar
    )


def _swapped(birth: Birth, year: int, month: int, day: int, spread: int) -> Birth:
    try:
        other = _plain(year, month, day, birth.calendar, spread, birth.two_digits)
    except ValueError:
        return birth
    return Birth(
        birth.earliest, birth.latest, birth.precision, birth.estimated, birth.default_day, birth.two_digits,
        other if _possible(other) else None, (), birth.calendar,
    )  # fmt: skip


def _possible(birth: Birth) -> bool:
    today = moment.today()
    return birth.earliest <= today and birth.latest.year >= today.year - OLDEST


def _full_year(two: int, calendar: Calendar) -> int:
    """The latest year with these two digits that is not in the future."""
    now = moment.today().year
    first = {"gregorian": now, "jalali": now - 621, "hijri": int((now - 622) * 1.0307), "ethiopian": now - 8}[calendar]
    year = first - first % 100 + two
    return year if year <= first else year - 100


def _numbers_of(said: Written) -> str:
    return "-".join(str(number) for number in (said.year, said.month, said.day) if number is not None)


def _impossible(text: str, said: Written) -> Refused:
    params = {"text": text, "fix": _EXAMPLE}
    if said.year and said.year > moment.today().year:
        message = "“{text}” lies in the future. Check the year, or say which calendar it is in."
        return Refused(Reason("birth_in_future", message, params, field="birth"))
    if said.month and said.month > 12:
        message = "“{text}” has no month {month}. Check day and month. {fix}."
        return Refused(Reason("birth_no_month", message, params | {"month": said.month}, field="birth"))
    if said.year and 1500 < said.year < moment.today().year - OLDEST:
        message = "“{text}” is more than {years} years ago. Check the century, or say which calendar it is in."
        return Refused(Reason("birth_too_long_ago", message, params | {"years": OLDEST}, field="birth"))
    return Refused(
        Reason(
            "birth_impossible", "“{text}” is not a day that exists. Check day and month. {fix}.", params, field="birth"
        )
    )
