"""Writes offices."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sojourn.accounts.actions.keeping import needs_keeping
from sojourn.accounts.models import Office
from sojourn.accounts.viewer import Viewer
from sojourn.audit.action import action, note
from sojourn.kernel.refused import Reason, Refused

_CODE = re.compile(r"^[a-z][a-z0-9_-]{1,39}$")


@action
def add_office(
    *,
    code: str,
    name: str,
    country: str,
    zone: str = "UTC",
    kind: str = "mission",
    parent: Office | None = None,
    by: Viewer,
) -> Office:
    """Add an office; `country` is ISO 3166-1 alpha-3, `zone` an IANA name. Refused when one of them is none."""
    needs_keeping(by, [parent.id] if parent else [])
    reasons = [reason for reason in (_of_code(code), _of_country(country), _of_zone(zone)) if reason]
    if reasons:
        raise Refused(reasons)
    office = Office.objects.create(code=code, name=name, country=country, zone=zone, kind=kind, parent=parent)
    note("office.added", by=by, on=office, office=office, detail={"code": code, "country": country})
    return office


def _of_code(code: str) -> Reason | None:
    if not _CODE.match(code):
        return Reason(
            "bad_code", "A code has small letters, digits, _ and -: “{code}” has others.", {"code": code}, "code"
        )
    if Office.objects.filter(code=code).exists():
        return Reason("code_taken", "There is an office with the code “{code}” already.", {"code": code}, "code")
    return None


def _of_country(country: str) -> Reason | None:
    if re.fullmatch(r"[A-Z]{3}", country):
        return None
    return Reason(
        "bad_country", "“{country}” is no three-letter country code, such as DEU.", {"country": country}, "country"
    )


def _of_zone(zone: str) -> Reason | None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return Reason("bad_zone", "“{zone}” is no time zone, such as Europe/Berlin.", {"zone": zone}, "zone")
    return None
