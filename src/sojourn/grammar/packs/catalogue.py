"""Find packs by name and version: the built-in ones, and those in the folders of SOJOURN_PACKS."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import RLock

from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.nearest import did_you_mean
from sojourn.grammar.packs.folder import shown
from sojourn.grammar.packs.loader import load_pack
from sojourn.grammar.packs.pack import Pack
from sojourn.grammar.source import Section, read_yaml

BUILT_IN = Path(__file__).parents[2] / "packs"
SETTING = "SOJOURN_PACKS"


class UnknownPack(LookupError):
    """No folder holds a pack of that name and version."""


@dataclass(frozen=True)
class _Entry:
    """A folder with a pack.yaml: a pack, or an overlay when it `extends` one."""

    folder: Path
    name: str
    version: str
    overlay: str
    offices: tuple[str, ...]


class Catalogue:
    """The packs in some folders; each folder holds packs, or is one. Packs are loaded once, when first asked for."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._entries = tuple(_entry(folder) for folder in pack_folders(self.folders))
        self._loaded: dict[tuple[str, str], Pack] = {}
        self._lock = RLock()

    def names(self) -> list[str]:
        """The names of all packs, in alphabetical order."""
        return sorted({entry.name for entry in self._entries if not entry.overlay})

    def versions(self, name: str) -> list[str]:
        """The versions of a pack, oldest first, each followed by its overlaid ones ("1.0.0+de_office.1")."""
        return [version for version, _ in self._versions(name)]

    def pack(self, name: str, version: str | None = None, office: str = "") -> Pack:
        """Return a pack, by default its newest version with the overlay that names `office` among its offices.

        Raises UnknownPack, or GrammarErrors when the files are not right.
        """
        versions = dict(self._versions(name))
        if not versions:
            raise UnknownPack(f'there is no pack "{name}"{did_you_mean(name, self.names())}')
        wanted = version or self._newest(name, office)
        if wanted not in versions:
            raise UnknownPack(f'pack "{name}" has no version {wanted}; there are: {", ".join(versions)}')
        with self._lock:
            if (name, wanted) not in self._loaded:
                base, overlays = versions[wanted]
                self._loaded[name, wanted] = load_pack(base.folder, overlays=[one.folder for one in overlays])
            return self._loaded[name, wanted]

    def folder_of(self, name: str) -> Path:
        """The folder of a pack's newest version, or of an overlay of that name; raises UnknownPack."""
        for entry in sorted(self._entries, key=lambda entry: _order(entry.version), reverse=True):
            if name == (entry.overlay or entry.name):
                return entry.folder
        raise UnknownPack(f'there is no pack "{name}"{did_you_mean(name, self.names())}')

    def _versions(self, name: str) -> Iterator[tuple[str, tuple[_Entry, list[_Entry]]]]:
        own = [entry for entry in self._entries if entry.name == name]
        for base in sorted((entry for entry in own if not entry.overlay), key=lambda entry: _order(entry.version)):
            yield base.version, (base, [])
            for overlay in own:
                if overlay.overlay:
                    yield f"{base.version}+{overlay.overlay}.{overlay.version}", (base, [overlay])

    def _newest(self, name: str, office: str) -> str:
        plain = [version for version in self.versions(name) if "+" not in version][-1]
        for entry in self._entries:
            if entry.name == name and entry.overlay and office and office.lower() in entry.offices:
                return f"{plain}+{entry.overlay}.{entry.version}"
        return plain


def pack_folders(folders: Sequence[Path]) -> list[Path]:
    """Every folder with a pack.yaml that is, or lies directly in, one of `folders`."""
    found: dict[Path, None] = {}
    for folder in folders:
        if (folder / "pack.yaml").is_file():
            found[folder] = None
        elif folder.is_dir():
            found |= dict.fromkeys(inner for inner in sorted(folder.iterdir()) if (inner / "pack.yaml").is_file())
    return list(found)


def catalogue() -> Catalogue:
    """The default catalogue: built-in packs and those of SOJOURN_PACKS (folders divided by the system's separator)."""
    return _made(_at_hand.get())


@contextmanager
def pack_at_hand(folder: Path) -> Iterator[None]:
    """Let the default catalogue know the pack in `folder`, too, for a while; it wins over one of the same version.

    An overlay comes with its neighbours: the pack it extends may be one of them.
    """
    further: tuple[Path, ...] = (folder.parent, folder) if _entry(folder).overlay else (folder,)
    if folder.resolve() in {one.resolve() for one in pack_folders(catalogue().folders)}:
        further = ()
    token = _at_hand.set(_at_hand.get() + further)
    try:
        yield
    finally:
        _at_hand.reset(token)


def reset_catalogue() -> None:
    """Forget the default catalogue, so that changed folders are read again."""
    _made.cache_clear()


_at_hand: ContextVar[tuple[Path, ...]] = ContextVar("packs_at_hand", default=())


@cache
def _made(at_hand: tuple[Path, ...]) -> Catalogue:
    further = [Path(part) for part in os.environ.get(SETTING, "").split(os.pathsep) if part]
    return Catalogue([BUILT_IN, *further, *at_hand])


def _entry(folder: Path) -> _Entry:
    stamp = (folder / "pack.yaml").stat()
    return _read_entry(folder, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=256)
def _read_entry(folder: Path, changed_at: int, size: int) -> _Entry:
    """Read once per state of the file: several catalogues look at the same folders."""
    path = folder / "pack.yaml"
    try:
        top = read_yaml(path, shown(path))
    except GrammarErrors:
        # A broken file must not hide the other packs; its own faults show when it is checked or asked for.
        return _Entry(folder, folder.name, "0", "", ())
    name = top.text("extends") or top.text("pack") or folder.name
    return _Entry(folder, name, top.text("version", "0"), top.text("overlay"), _words(top, "offices"))


def _words(top: Section, key: str) -> tuple[str, ...]:
    held = top.get(key)
    return tuple(str(word).lower() for word in held) if isinstance(held, list) else ()


def _order(version: str) -> tuple[tuple[int, ...], str]:
    return tuple(int(number) for number in re.findall(r"\d+", version.partition("+")[0])), version
