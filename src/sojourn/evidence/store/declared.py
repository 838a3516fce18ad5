"""Reading the declarations of datasets: one YAML file each, in the package or in a store's own `declared` folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from sojourn.evidence.store.model import Dataset, Dimension, Licence
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.source import Section, read_yaml

PACKAGED = Path(__file__).parents[1] / "datasets"
LICENCES = Path(__file__).parent / "licences.yaml"
NEEDED = ("title", "source", "licence", "dimensions")
KNOWN = (*NEEDED, "id", "unit", "freq", "url", "notes", "crosswalk", "adds_over_time", "flow", "columns")


def declared_datasets(*folders: Path) -> tuple[Dataset, ...]:
    """Return the datasets declared in the package and in `folders`, by id; GrammarErrors says what is wrong in a file.

    A later folder may replace a declaration of an earlier one.
    """
    found: dict[str, Dataset] = {}
    for folder in (PACKAGED, *folders):
        for path in sorted(folder.glob("*.yaml")):
            dataset = _dataset(path, path.stat().st_mtime_ns)
            found[dataset.id] = dataset
    return tuple(found[each] for each in sorted(found))


@lru_cache(maxsize=512)
def _dataset(path: Path, _changed: int) -> Dataset:
    section = read_yaml(path)
    _check(section, path)
    return Dataset(
        id=section.text("id", path.stem),
        title=section.text("title"),
        source=section.text("source"),
        licence=_licence(section),
        dimensions=tuple(Dimension(name, codelist) for name, codelist in section["dimensions"].items()),
        unit=section.text("unit"),
        freq=section.text("freq", "A"),
        url=section.text("url"),
        notes=section.text("notes"),
        crosswalk=section.text("crosswalk", section.text("source")),
        adds_over_time=section.get("adds_over_time") is True,
        flow=section.text("flow"),
        columns={str(name): str(ours) for name, ours in (section.get("columns") or {}).items()},
    )


def _check(section: Section, path: Path) -> None:
    faults = [Fault(section.place(), "missing_key", f"`{key}` is missing") for key in NEEDED if not section.get(key)]
    for key in section:
        if key not in KNOWN:
            hint = f"`{key}` is not a word of a dataset: use one of {', '.join(KNOWN)}"
            faults.append(Fault(section.key_place(key), "unknown_key", hint))
    if not isinstance(section.get("dimensions"), Mapping):
        faults.append(Fault(section.place("dimensions"), "dimensions", "write dimensions as `name: codelist` lines"))
    if section.text("id", path.stem) != path.stem:
        faults.append(Fault(section.place("id"), "id", f"the id must be the file's name, {path.stem}"))
    if faults:
        raise GrammarErrors(faults)


def _licence(section: Section) -> Licence:
    known = read_licences()
    word = section.text("licence")
    if word not in known:
        message = f"there is no licence `{word}`: use one of {', '.join(known)}"
        raise GrammarErrors([Fault(section.place("licence"), "unknown_licence", message)])
    return known[word]


@lru_cache(maxsize=1)
def read_licences() -> Mapping[str, Licence]:
    """Return the licences of `licences.yaml` by id."""
    section = read_yaml(LICENCES)
    return {
        word: Licence(
            word, each.text("title"), each["redistributable"], each["commercial"], each.text("attribution"),
            each.text("url"),
        )
        for word, each in section.items()
    }  # fmt: skip
