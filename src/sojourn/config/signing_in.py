"""How accounts come to be: never from the sign-in page."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoorAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; an administrator makes accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False."""
        return False
