"""What `sojourn import --draft-mapping` does: open the file, guess, write the draft where none is yet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sojourn.exchange.mappings.draft import draft
from sojourn.exchange.tables import open_table
from sojourn.jobs.importing import pack_named
from sojourn.kernel.refused import Reason, Refused


def draft_mapping(*, target: Path, file: Path, pack: str, forms: Sequence[str] = ()) -> tuple[int, int]:
    """Write a first mapping of `file` to `target`; return how many columns were guessed and how many left open.

    Refused for an unknown form, and when `target` is there already: somebody may have worked on it.
    """
    found = pack_named(pack)
    unknown = [form for form in forms if form not in found.forms]
    if unknown:
        params = {"form": unknown[0], "pack": found.name, "names": ", ".join(found.forms)}
        raise Refused(Reason("form", "The pack {pack} has no form {form}; there are: {names}", params))
    text, guessed, left = draft(found, forms or tuple(found.forms), open_table(file))
    try:
        with target.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise Refused(Reason("draft", "{file} is there already; name another one", {"file": target.name})) from None
    return guessed, left
