"""The manual's page about statistical sources: datasets with licence and traps, shapes of files, live publishers."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from itertools import groupby

from sojourn.evidence.connectors.sources import connectors
from sojourn.evidence.loading.layouts import layouts
from sojourn.evidence.store import Dataset
from sojourn.evidence.store.declared import declared_datasets

ABOUT = (
    "A dataset is declared once, with its source, licence and dimensions; every file that is loaded becomes a vintage "
    "of it. Figures carry the licence of their dataset wherever they go: what may not be passed on is kept out of "
    "exports. To load a file: `sojourn evidence load FILE`; a folder: `sojourn evidence load FOLDER`. To fetch from a "
    "publisher: `sojourn evidence fetch SOURCE DATASET`. [How to add a source](../how-to/add-a-source.md) says how a "
    "dataset, a shape of file or a publisher is added."
)
COMMAND = "sojourn evidence fetch"
FREQUENCIES = {"A": "annual", "Q": "quarterly", "M": "monthly", "D": "daily", "S": "half-yearly", "W": "weekly"}


def parts() -> Iterator[str]:
    """Yield the parts of the page."""
    yield ABOUT
    yield "## Datasets"
    ordered = sorted(declared_datasets(), key=lambda each: (each.source.casefold(), each.id))
    for source, group in groupby(ordered, key=lambda each: each.source):
        yield from _source(source, list(group))
    yield "## Shapes of files"
    yield "A file is recognised by its content, never by its name. Particular shapes are tried before general ones."
    yield table(("Layout", "What it reads"), ((f"`{each.name}`", _about(each)) for each in layouts()))
    yield "## Publishers that can be asked"
    yield (
        "One question at a time, with a pause between two, patience when the server is busy, and a cap on size. What "
        "breaks off is taken up again; what has not changed is not sent again; what came with status 200 and is no "
        "answer is refused."
    )
    yield table(("Source", "Publisher", "Address", "Licence", "Example"), (
        (f"`{each.name}`", each.title, each.base, f"`{each.licence}`", f"`{COMMAND} {each.name} {each.example}`")
        for each in connectors().values()
    ))  # fmt: skip


def _source(source: str, datasets: list[Dataset]) -> Iterator[str]:
    yield f"### {source}"
    licences = {each.licence.id: each.licence for each in datasets}
    for licence in licences.values():
        may = ["may be passed on" if licence.redistributable else "may NOT be passed on",
               "commercial use allowed" if licence.commercial else "no commercial use"]  # fmt: skip
        link = f"[{licence.title}]({licence.url})" if licence.url else licence.title
        yield f"Licence `{licence.id}`: {link}; {', '.join(may)}."
    yield table(("Dataset", "Id", "Dimensions", "Unit", "Frequency"), (
        (each.title, f"[`{each.id}`]({each.url})" if each.url else f"`{each.id}`",
         ", ".join(f"`{name}`" for name in each.names), each.unit, FREQUENCIES.get(each.freq, each.freq))
        for each in datasets
    ))  # fmt: skip
    traps = [f"- `{each.id}`: {each.notes}" for each in datasets if each.notes]
    if traps:
        yield "What to know:\n\n" + "\n".join(traps)


def _about(thing: object) -> str:
    """The first paragraph of a class's docstring, as one line."""
    return " ".join((inspect.getdoc(type(thing)) or "").split("\n\n")[0].split())


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    head = list(head)
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(" ".join(str(cell).split()).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)
