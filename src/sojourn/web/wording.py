"""Words for what the engine says: reasons, spans of time, roles and places, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sojourn.accounts.roles import ROLES
from sojourn.grammar.codes import shared_list
from sojourn.kernel import moment
from sojourn.kernel.refused import Reason

# Codes of reasons whose parameter holds role codes.
_ROLE_PARAMS = ("roles", "role")


@dataclass(frozen=True)
class Why:
    """A reason as a page says it; `rule` is its number in the programme, when it has one."""

    text: str
    rule: str = ""
    field: str = ""


def language() -> str:
    """The reader's language as two letters."""
    return (get_language() or "en")[:2]


def why(reason: Reason) -> Why:
    """Say a reason: its template translated, roles by their names, instants in the office's time."""
    params = {name: _param(name, value) for name, value in reason.params.items()}
    said = Reason(reason.code, _(reason.message) if reason.message else "", params)
    return Why(str(said), reason.code if any(letter.isdigit() for letter in reason.code) else "", reason.field)


def whys(reasons: Iterable[Reason]) -> tuple[Why, ...]:
    """Say several reasons, each text once."""
    return tuple({said.text: said for said in map(why, reasons)}.values())


def role_name(code: str) -> str:
    """The name of a role; the code itself for one we do not know."""
    return str(ROLES[code].label) if code in ROLES else code


def role_names(codes: Iterable[str]) -> str:
    """Several roles in one phrase: "counsellor or caseworker"."""
    return format_list([role_name(code) for code in codes], style="or", locale=language())


def span(delta: timedelta) -> str:
    """A span in its largest fitting unit: "3 days", "5 hours"."""
    return format_timedelta(abs(delta), granularity="minute", threshold=1.5, locale=language())


def left(due: datetime) -> str:
    """How far away a deadline is, or how long over."""
    delta = due - moment.now()
    words = _("%(span)s left") if delta >= timedelta() else _("%(span)s over")
    return words % {"span": span(delta)}


def when(value: datetime) -> str:
    """An instant as people say it: the time alone today, day and time else."""
    zone = get_current_timezone()
    here = value.astimezone(zone)
    if here.date() == moment.today(zone):
        return _("today, %(time)s") % {"time": here.strftime("%H:%M")}
    pattern = "d MMM" if here.year == moment.today(zone).year else "d MMM y"
    words = {"day": format_date(here.date(), pattern, locale=language()), "time": here.strftime("%H:%M")}
    return _("%(day)s, %(time)s") % words


def isolated(name: str) -> str:
    """A name that keeps its own direction inside a sentence of the other (Unicode UAX 9, isolates)."""
    return f"\u2068{name}\u2069"


def today_in_words() -> str:
    """The day at the office: "Sunday, 22 November 2026"."""
    # Day before month, as in the other languages.
    locale = "en_GB" if language() == "en" else language()
    return format_date(moment.today(get_current_timezone()), "full", locale=locale)


def label_in(list_name: str, code: str, language: str) -> str:
    """The label of a code in one of the shared lists; '' for no code."""
    found = shared_list(list_name)
    return found.label(code, language) if code and found else code


def _param(name: str, value: object) -> object:
    if name in _ROLE_PARAMS and isinstance(value, str):
        return role_names(code.strip() for code in value.split(",") if code.strip())
    if isinstance(value, str) and "T" in value and (instant := _instant(value)):
        return when(instant)
    return value


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
