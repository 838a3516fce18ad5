"""Check one pack folder: load it, then ask whether its parts hold together, are told in stories and can be read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from sojourn.grammar.check.indicators import measure_faults
from sojourn.grammar.check.journeys import journey_faults
from sojourn.grammar.check.parameters import parameter_faults
from sojourn.grammar.check.proofs import proof_faults
from sojourn.grammar.check.released import released_faults
from sojourn.grammar.check.translations import translation_faults
from sojourn.grammar.check.usefulness import usefulness_faults
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.packs import Catalogue, Pack, UnknownPack, load_pack
from sojourn.grammar.packs.catalogue import BUILT_IN
from sojourn.grammar.packs.folder import shown
from sojourn.grammar.place import Place
from sojourn.grammar.roles import ROLES
from sojourn.grammar.source import read_yaml


def check_pack(folder: Path, *, roles: Collection[str] = ROLES, packs: Collection[str] = ()) -> list[Fault]:
    """Return every fault of the pack or overlay in `folder`, sorted by file, line and column.

    `packs` are names of packs that exist beside those next to the folder and the built-in ones. While the files do
    not load, only the faults that prevent it are returned: the rest would follow from them.
    """
    neighbours = Catalogue([BUILT_IN, folder.parent, folder])
    try:
        pack, is_overlay = _load(folder, neighbours, roles)
        faults = list(_faults(pack, folder, roles, {*packs, *neighbours.names()}, is_overlay))
    except GrammarErrors as errors:
        faults = list(errors.faults)
    return list(GrammarErrors(dict.fromkeys(faults)).faults)


def _load(folder: Path, neighbours: Catalogue, roles: Collection[str]) -> tuple[Pack, bool]:
    path = folder / "pack.yaml"
    if not path.is_file():
        return load_pack(folder, roles=roles), False
    top = read_yaml(path, shown(path))
    extends = top.text("extends")
    if not extends:
        return load_pack(folder, roles=roles), False
    try:
        base = neighbours.folder_of(extends)
    except UnknownPack as error:
        raise GrammarErrors([Fault(top.place("extends"), "no_target", str(error))]) from error
    return load_pack(base, overlays=[folder], roles=roles), True


def _faults(
    pack: Pack, folder: Path, roles: Collection[str], packs: Collection[str], is_overlay: bool
) -> Iterator[Fault]:
    yield from journey_faults(pack)
    yield from usefulness_faults(pack, packs)
    yield from translation_faults(pack)
    yield from measure_faults(pack)
    yield from released_faults(pack, folder, overlay=is_overlay)
    yield from proof_faults(pack, roles, in_folder=folder if is_overlay else None)
    if is_overlay:
        yield from parameter_faults(pack, load_pack(pack.folder, roles=roles), folder)
    else:
        yield from _papers(folder)


def _papers(folder: Path) -> Iterator[Fault]:
    for name, why in (("README.md", "what the programme is"), ("CHANGES.md", "what each version changed")):
        if not (folder / name).is_file():
            yield Fault(Place(shown(folder / name)), "no_paper", f"write {name}: {why}")
