"""Addresses for partner systems."""

from __future__ import annotations

from django.urls import re_path

from sojourn.api import sdmx

app_name = "api"
urlpatterns = [
    # Everything below is one address with a language of its own, which the standard defines.
    re_path(r"^sdmx/(?:.*)$", sdmx.ask, name="sdmx"),
]
