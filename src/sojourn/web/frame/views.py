"""The plain pages: help, and what was done for accessibility."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sojourn.protection.doors import door


@door("help.show", public=True)
@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    """How work goes here, and the keys."""
    return render(request, "web/help.html")


@door("accessibility.show", public=True)
@require_safe
def show_accessibility(request: HttpRequest) -> HttpResponse:
    """What these pages do for everybody to be able to use them."""
    return render(request, "web/accessibility.html")
