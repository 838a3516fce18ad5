"""The files of a pack's folder: gathered into one mapping, with overlays laid over it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.packs.overlay import OWN_KEYS, laid_over
from sojourn.grammar.place import Place
from sojourn.grammar.source import Section, read_yaml

# Long packs spread pack.yaml over these; each holds the very keys it names, so that nothing needs a second spelling.
SPREAD: Mapping[str, tuple[str, ...]] = {
    "lifecycle.yaml": (
        "start",
        "stages",
        "side_states",
        "transitions",
        "guards",
        "four_eyes",
        "approvals",
        "decisions",
        "anytime",
    ),
    "guards.yaml": ("guards", "four_eyes"),
    "values.yaml": ("values",),
    "clocks.yaml": ("clocks",),
    "reactions.yaml": ("reactions",),
    "parameters.yaml": ("parameters",),
}
LISTS = ("codes", "services", "referrals", "documents", "measures")
_NOT_THE_PROGRAMME = frozenset({"README.md", "CHANGES.md", "released.yaml"})
_NOT_THE_PROGRAMME_FOLDERS = frozenset({"words", "stories", "__pycache__"})


@dataclass
class Files:
    """What stands in a pack's folder, still as mappings with places."""

    folder: Path
    pack: Section
    forms: dict[str, Section]
    lists: dict[str, Section]
    words: dict[str, list[Section]]
    overlays: list[str] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def gather(folder: Path, overlays: Sequence[Path] = ()) -> Files:
    """Read every YAML file of a pack and lay the overlays over it.

    Raises GrammarErrors when there is no pack.yaml; other files' faults are gathered in `faults`.
    """
    files = _read_folder(folder)
    for above in overlays:
        _lay(files, _read_folder(above))
    return files


def fingerprint(folders: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of all files that say what the programme is.

    Words, stories, README and CHANGES may be bettered without a new version.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            inner = path.relative_to(folder)
            if path.is_file() and _says_the_programme(inner):
                body = path.read_bytes().replace(b"\r\n", b"\n")
                digest.update(f"{inner.as_posix()}\0{len(body)}\0".encode() + body)
    return digest.hexdigest()


def _says_the_programme(inner: Path) -> bool:
    beside = inner.name in _NOT_THE_PROGRAMME or inner.name.endswith(".pyc")
    return not beside and not _NOT_THE_PROGRAMME_FOLDERS.intersection(inner.parts)


def shown(path: Path) -> str:
    """The path as messages show it: from the current folder when below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _read_folder(folder: Path) -> Files:
    path = folder / "pack.yaml"
    if not path.is_file():
        raise GrammarErrors([Fault(Place(shown(path)), "no_pack", "a pack needs a file pack.yaml")])
    files = Files(folder, read_yaml(path, shown(path)), {}, {}, {}, folders=[folder])
    for name, keys in SPREAD.items():
        _spread(files, folder / name, keys)
    for name in LISTS:
        files.lists[name] = _read(files, folder / f"{name}.yaml")
    for path in sorted(folder.glob("forms/*.yaml")):
        files.forms[path.stem] = _read(files, path)
    for path in sorted(folder.glob("words/*.yaml")):
        files.words[path.stem] = [_read(files, path)]
    return files


def _read(files: Files, path: Path) -> Section:
    if not path.is_file():
        return Section(Place(shown(path), 1, 1))
    try:
        return read_yaml(path, shown(path))
    except GrammarErrors as error:
        files.faults.extend(error.faults)
        return Section(Place(shown(path), 1, 1))


def _spread(files: Files, path: Path, keys: Sequence[str]) -> None:
    section = _read(files, path)
    for key in section:
        place = section.key_place(key)
        if key not in keys:
            message = f'"{key}" does not belong here: {path.name} holds {", ".join(keys)}'
            files.faults.append(Fault(place, "unknown_key", message))
        elif key in files.pack:
            message = f'"{key}" stands already in {files.pack.key_place(key)}: keep it in one file'
            files.faults.append(Fault(place, "duplicate_key", message))
        else:
            files.pack.put(key, place, section[key], section.place(key), section.text(key) or None)


def _lay(files: Files, above: Files) -> None:
    name = above.pack.text("overlay")
    if not name or above.pack.text("extends") != files.pack.text("pack"):
        place = above.pack.place()
        message = f"an overlay says `extends: {files.pack.text('pack')}` and `overlay: <its own name>`"
        files.faults.append(Fault(place, "overlay", message))
        return
    version = f"{files.pack.text('version')}+{name}.{above.pack.text('version', '1')}"
    files.pack = laid_over(files.pack, above.pack, skip=OWN_KEYS)
    files.pack.put("version", above.pack.key_place("version"), version, above.pack.place("version"), version)
    for key, section in above.lists.items():
        files.lists[key] = laid_over(files.lists[key], section)
    for form, section in above.forms.items():
        files.forms[form] = laid_over(files.forms[form], section) if form in files.forms else section
    for language, sections in above.words.items():
        files.words.setdefault(language, []).extend(sections)
    files.overlays.append(name)
    files.folders.append(above.folder)
    files.faults.extend(above.faults)
