"""The demonstration's offices and colleagues, one for each role, with a way in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.mfa.totp.internal.auth import TOTP

from sojourn.accounts.actions import add_office, add_user, post_user
from sojourn.accounts.roles import ROLES
from sojourn.accounts.second_factor import needs_second_factor
from sojourn.accounts.viewer import Viewer, viewer_of

if TYPE_CHECKING:
    from sojourn.accounts.models import Office, User

PASSWORD = "plainly-fictitious-1"  # noqa: S105 - printed by the demonstration, refused nowhere else
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - the same for all of the demonstration
DOMAIN = "demo.example"
SEAL = "thb"

OFFICES = (
    ("hub", "Regional hub", "AUT", "Europe/Vienna", "hub"),
    ("exampleton", "Exampleton office (sending)", "DEU", "Europe/Berlin", "mission"),
    ("testville", "Testville office (receiving)", "GEO", "Asia/Tbilisi", "mission"),
)
HUB_ROLES = ("hub_analyst", "data_protection_officer", "administrator")
RECEIVING_ROLES = ("caseworker", "office_manager", "protection_officer")


@dataclass(frozen=True)
class Colleague:
    """Somebody who can sign in."""

    user: User
    role: str
    office: Office
    second_factor: bool


def make_offices(by: Viewer) -> dict[str, Office]:
    """Make the three offices, by code."""
    made: dict[str, Office] = {}
    for code, name, country, zone, kind in OFFICES:
        made[code] = add_office(
            code=code, name=name, country=country, zone=zone, kind=kind, parent=made.get("hub"), by=by
        )
    return made


def make_colleagues(offices: dict[str, Office], by: Viewer) -> list[Colleague]:
    """Make a colleague for each role where that role works."""
    made = [_colleague(role, offices["hub"], by) for role in HUB_ROLES]
    made += [_colleague(role, offices["exampleton"], by) for role in ROLES if role not in HUB_ROLES]
    return made + [_colleague(role, offices["testville"], by) for role in RECEIVING_ROLES]


def _colleague(role: str, office: Office, by: Viewer) -> Colleague:
    email = f"{role.replace('_', '.')}@{office.code}.{DOMAIN}"
    name = f"Testperson {ROLES[role].label!s}"
    user = add_user(email=email, name=name, password=PASSWORD, by=by)
    seals = (SEAL,) if role == "protection_officer" else ()
    post_user(user=user, office=office, role=role, compartments=seals, by=by)
    protected = needs_second_factor(viewer_of(user))
    if protected:
        TOTP.activate(user, SECRET)
    return Colleague(user, role, office, protected)
