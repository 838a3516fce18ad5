"""Which format is answered with: by the address (`format=`) or by what the caller accepts."""

from __future__ import annotations

from collections.abc import Mapping

from sojourn.evidence.sdmx.rest.fault import Fault

DATA: Mapping[str, str] = {
    "sdmx-csv": "application/vnd.sdmx.data+csv;version=2.0.0",
    "sdmx-csv-1.0": "application/vnd.sdmx.data+csv;version=1.0.0",
    "sdmx-ml": "application/vnd.sdmx.structurespecificdata+xml;version=2.1",
    "sdmx-ml-generic": "application/vnd.sdmx.genericdata+xml;version=2.1",
    "sdmx-json": "application/vnd.sdmx.data+json;version=2.0.0",
}
STRUCTURE: Mapping[str, str] = {
    "sdmx-ml-2.1": "application/vnd.sdmx.structure+xml;version=2.1",
    "sdmx-ml-3.0": "application/vnd.sdmx.structure+xml;version=3.0.0",
    "sdmx-json-2.0": "application/vnd.sdmx.structure+json;version=2.0.0",
}
"""The media type of every format; where a caller names a type without version, the first of its kind."""
_ALIKE = {"text/csv": "sdmx-csv", "application/json": "sdmx-json", "application/xml": "sdmx-ml", "text/xml": "sdmx-ml"}
_ALIKE_STRUCTURE = {"application/json": "sdmx-json-2.0", "application/xml": "sdmx-ml-2.1", "text/xml": "sdmx-ml-2.1"}
_WORDS = {"csv": "sdmx-csv", "csvfile": "sdmx-csv", "jsondata": "sdmx-json", "genericdata": "sdmx-ml-generic",
          "structurespecificdata": "sdmx-ml", "structure": "sdmx-ml-2.1"}  # fmt: skip


def format_for(accept: str, word: str, offered: Mapping[str, str], default: str) -> str:
    """Return the name of the format. Raises Fault 406 naming the types there are when none of them is accepted."""
    if word:
        name = _WORDS.get(word.lower(), word.lower())
        if name in offered:
            return name
    else:
        for each in _by_quality(accept):
            if found := _one(each, offered, default):
                return found
    raise Fault(406, 140, f"None of what is accepted is offered; there are: {', '.join(offered.values())}")


def _one(accepted: str, offered: Mapping[str, str], default: str) -> str:
    if accepted in ("*/*", "application/*", ""):
        return default
    alike = _ALIKE if "sdmx-csv" in offered else _ALIKE_STRUCTURE
    if accepted in alike:
        return alike[accepted]
    bare = accepted.partition(";")[0]
    exact = [name for name, kind in offered.items() if kind == accepted]
    same = [name for name, kind in offered.items() if kind.partition(";")[0] == bare]
    return next(iter(exact or (same if ";version" not in accepted else [])), "")


def _by_quality(accept: str) -> list[str]:
    """The accepted types without blanks and quality, the most wanted first."""
    found = []
    for each in accept.split(","):
        parts = [part.strip().lower().replace(" ", "") for part in each.split(";")]
        quality = next((part[2:] for part in parts if part.startswith("q=")), "1")
        kept = ";".join(part for part in parts if not part.startswith(("q=", "charset=", "labels=", "timeformat=")))
        found.append((-_number(quality), kept))
    return [kind for _, kind in sorted(found, key=lambda pair: pair[0])]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
