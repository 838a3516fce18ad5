"""Who can sign in to the demonstration, and with what."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from sojourn.accounts.roles import ROLES
from sojourn.jobs.demo.offices import DOMAIN, PASSWORD, SECRET

STEP_SECONDS = 30


def is_demo(people: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every user of this database belongs to the demonstration."""
    return all(str(one["email"]).endswith(f".{DOMAIN}") for one in people)


def code_now() -> str:
    """The six digits that the demonstration's second factor shows now (RFC 6238)."""
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // STEP_SECONDS)))


def show(people: Sequence[Mapping[str, Any]], tell: Callable[[str], None] = print) -> None:
    """Say each role's sign-in."""
    tell("\nSign in with any of these; everybody in here is invented.")
    tell(f"  password for all: {PASSWORD}\n")
    for one in people:
        for post in one["posts"]:
            role, _, office = post.partition("@")
            mark = "  + code" if ROLES[role].needs_second_factor else ""
            tell(f"  {one['email']:52}{ROLES[role].label}, {office}{mark}")
    tell(f"\n  + code: a second factor. It is now {code_now()}; for the next one:  make code")
    tell(f"  (or enter the key {SECRET} in an authenticator app)")
