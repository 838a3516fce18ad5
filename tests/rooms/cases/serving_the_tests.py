"""`sojourn serve` over the database of a test: the words are that database's name and a port."""

from __future__ import annotations

import sys


def main() -> None:
    """Serve until stopped."""
    name, port = sys.argv[1:]
    import django
    from django.db import connections

    django.setup()
    for alias in ("default", "owner"):
        connections.settings[alias]["NAME"] = name
    from sojourn.config.serving import serve

    serve(host="127.0.0.1", port=int(port), workers=2, threads=4)


if __name__ == "__main__":
    main()
