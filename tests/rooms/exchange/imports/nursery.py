"""A process that is ready to import and brings forth a child for each try, so that children can be killed cheaply.

Words: the database, the pack's folder, the mapping. Each line it is told, `office file batch`, makes one child; it
answers with the child's number, and, when the child has ended, with how it ended.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def main() -> None:
    """Answer every line until there are no more."""
    name, folder, mapping = sys.argv[1:]
    import django
    from django.db import connections

    django.setup()
    for alias in ("default", "owner"):
        connections.settings[alias]["NAME"] = name
    # What every child needs is read before the first is born.
    import sojourn.exchange.imports.run  # noqa: F401
    from sojourn.grammar.packs import load_pack

    pack = load_pack(Path(folder))
    print("ready", flush=True)
    for line in sys.stdin:
        office, file, batch = line.split("\t")
        child = os.fork()
        if child == 0:
            os._exit(import_as_child(office, Path(file), int(batch), pack, Path(mapping)))
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def import_as_child(office: str, file: Path, batch: int, pack: object, mapping: Path) -> int:
    """Import the file; 0 when it is all in, 1 when the database failed."""
    from django.db import Error

    from sojourn.kernel.refused import Refused

    while True:
        try:
            return take(office, file, batch, pack, mapping)
        except Error:
            return 1
        except Refused as refused:
            # The connection of a child that was killed may still be at its last statement.
            if refused.codes != ("import_running",):
                raise
            time.sleep(0.02)


def take(code: str, file: Path, batch: int, pack: object, mapping: Path) -> int:
    """Import the file once."""
    from sojourn.accounts.models import Office
    from sojourn.accounts.viewer import Viewer
    from sojourn.exchange.imports.plan import make_plan
    from sojourn.exchange.imports.run import import_file
    from sojourn.exchange.mappings import read_mapping
    from sojourn.protection.scope import seen_by

    office = Office.objects.get(code=code)
    by = Viewer.machine("import", [office])
    text = mapping.read_text(encoding="utf-8")
    plan = make_plan(path=file, mapping=read_mapping(text, str(mapping)), mapping_text=text, pack=pack)
    with seen_by(by):
        import_file(plan, office=office, by=by, batch=batch)
    return 0


if __name__ == "__main__":
    main()
