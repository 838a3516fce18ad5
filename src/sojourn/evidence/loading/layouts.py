"""Finding the layout of a file: every module of `evidence/sources` and `evidence/sdmx/layouts` may bring some."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import Layout, Opened

PLACES = ("sojourn.evidence.sources", "sojourn.evidence.sdmx.layouts")
"""Particular shapes come before the general ones of SDMX."""


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout: `LAYOUT` or `LAYOUTS` of each module, in the order of places and of module names."""
    return tuple(_found())


def _found() -> Iterator[Layout]:
    for place in PLACES:
        spec = find_spec(place)
        for module in iter_modules(spec.submodule_search_locations if spec else None, f"{place}."):
            loaded = import_module(module.name)
            yield from getattr(loaded, "LAYOUTS", ())
            if single := getattr(loaded, "LAYOUT", None):
                yield single


def layout_of(opened: Opened, wanted: str | None = None) -> Layout:
    """The layout with this name, else the first that recognises the file; Refused when there is none."""
    known = {each.name: each for each in layouts()}
    if wanted:
        if wanted not in known:
            fix = f"Use one of: {', '.join(known)}."
            raise refuse("unknown_layout", opened.name, f"there is no layout {wanted}.", fix)
        return known[wanted]
    for each in layouts():
        if each.recognises(opened):
            return each
    if opened.kind == "xml" and re.search(r"<(?:\w+:)?(?:Structure|RegistryInterface|Error)\b", opened.head[:4000]):
        why = "this is an SDMX message that holds a structure or an error, and no figures."
        raise refuse("no_layout", opened.name, why, "Ask the source for data instead.", line=1)
    seen = ", ".join(opened.header[:12]) or opened.head[:80] or opened.kind
    fix = f"Name its layout with --layout; known are {', '.join(known)}. A new shape is a module in evidence/sources."
    raise refuse("no_layout", opened.name, f"no known source has files like this one ({seen}).", fix, line=1)
