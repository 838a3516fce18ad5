"""Registers the pages with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages; they keep no table of their own."""

    name = "sojourn.web"
    label = "web"
