"""Doing something from a button and coming back: what was done, or why not, in words above the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from sojourn.kernel.refused import Refused
from sojourn.web.wording import whys


def do(request: HttpRequest, what: Callable[[], Any], done: str, otherwise: str) -> HttpResponseRedirect:
    """Do something, say `done`, or every reason for which it was refused; go back to where the button was.

    `otherwise` is where to go when the page did not say where it came from.
    """
    try:
        what()
    except Refused as refused:
        for said in whys(refused.reasons):
            messages.error(request, said.text)
    else:
        messages.success(request, done)
    return HttpResponseRedirect(way_back(request, otherwise))


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The page that a form names as `next`, when it lies in this house; else `otherwise`."""
    asked = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if own else otherwise
