"""Instants on a page: a local time and the offset it is meant in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

PATTERN = "%Y-%m-%dT%H:%M"
# Every offset in use, quarter hours included.
OFFSETS = tuple(
    f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    for minutes in sorted(
        [*range(-720, 841, 60), -570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765]
    )
)


@dataclass(frozen=True)
class Local:
    """A time as a datetime field of the browser holds it; `offset` is '' where the office's own zone is meant."""

    value: str
    offset: str


def local(text: str, zone: tzinfo) -> Local:
    """Split a stored instant; text that is none is given back as it is, so that nobody's typing is lost."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return Local(text, "")
    if instant.tzinfo is None:
        return Local(text[:16], "")
    here = instant.astimezone(zone)
    # What is stored in UTC was given in no particular zone: the office's own is the kindest to read.
    if instant.utcoffset() in (here.utcoffset(), timedelta()):
        return Local(here.strftime(PATTERN), "")
    sign = instant.strftime("%z")
    return Local(instant.strftime(PATTERN), f"{sign[:3]}:{sign[3:]}")


def place_of(zone: ZoneInfo) -> str:
    """The place a zone is named after: "Tbilisi" for Asia/Tbilisi."""
    return zone.key.rpartition("/")[2].replace("_", " ")
