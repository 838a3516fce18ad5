"""Released versions never change: their fingerprints stand in released.yaml beside pack.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.packs import Pack
from sojourn.grammar.packs.folder import fingerprint, shown
from sojourn.grammar.source import Section, read_yaml

FILE = "released.yaml"


def released_faults(pack: Pack, folder: Path, *, overlay: bool = False) -> Iterator[Fault]:
    """A fault when the pack's version was released with other contents."""
    path = folder / FILE
    if not path.is_file():
        return
    try:
        released = read_yaml(path, shown(path))
    except GrammarErrors as errors:
        yield from errors.faults
        return
    version = _own_version(pack, overlay)
    recorded = released.text(version)
    if recorded and recorded != fingerprint([folder]):
        message = f"version {version} was released with other contents: raise `version` and note it in CHANGES.md"
        yield Fault(released.place(version), "released", message)


def record_release(pack: Pack, folder: Path, *, overlay: bool = False) -> str:
    """Write the fingerprint of the present version into released.yaml and return it.

    Raises GrammarErrors when that version was released with other contents.
    """
    faults = list(released_faults(pack, folder, overlay=overlay))
    if faults:
        raise GrammarErrors(faults)
    path = folder / FILE
    released = read_yaml(path, shown(path)) if path.is_file() else Section(pack.stages[pack.start].place)
    version, mark = _own_version(pack, overlay), fingerprint([folder])
    if not released.text(version):
        before = (
            path.read_text(encoding="utf-8")
            if path.is_file()
            else "# Fingerprints of released versions, oldest first.\n"
        )
        path.write_text(f'{before}"{version}": {mark}\n', encoding="utf-8")
    return mark


def _own_version(pack: Pack, overlay: bool) -> str:
    # "1.0.0+de_office.2": the overlay's own version is what follows its name.
    return pack.version.rpartition(f"+{pack.overlays[-1]}.")[2] if overlay else pack.version
