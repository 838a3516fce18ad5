"""Parameters that an overlay adds: one that nothing uses is most likely another one, misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sojourn.grammar.faults import Fault
from sojourn.grammar.nearest import did_you_mean
from sojourn.grammar.packs import Pack


def parameter_faults(pack: Pack, base: Pack, overlay: Path) -> Iterator[Fault]:
    """A fault for each parameter that the overlay in a folder adds to `base` and neither of them uses."""
    for name, parameter in pack.parameters.items():
        if name not in base.parameters and not _used(name, (base.folder, overlay)):
            near = did_you_mean(name, base.parameters)
            message = f'nothing uses the parameter "{name}", and the programme has none of that name{near}'
            yield Fault(parameter.place, "unused", message)


def _used(name: str, folders: tuple[Path, ...]) -> bool:
    """Whether an expression or a message (`parameter.name}`) or a rule (`"name"`) mentions it."""
    mentions = {".yaml": (f"parameter.{name}}}",), ".py": (f'"{name}"', f"'{name}'")}
    return any(
        mention in path.read_text(encoding="utf-8")
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in mentions and path.is_file()
        for mention in mentions[path.suffix]
    )
