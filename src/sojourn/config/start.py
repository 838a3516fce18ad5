"""Make Django ready inside a command: the database there, settings read, rooms loaded."""

from __future__ import annotations

import os

from sojourn.config.postgres.addresses import Addresses
from sojourn.config.postgres.ready import ensure_server

SETTINGS = "sojourn.config.settings"


def start_django() -> Addresses:
    """Start the embedded server if it is the one we use, then Django; return where the database is.

    Every command that touches a table calls this first. Raise Trouble with a sentence for the operator.
    """
    where = ensure_server()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)

    import django

    django.setup()
    return where
