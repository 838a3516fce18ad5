"""Reading the address of an SDMX REST question, 2.1 or 3.0.

Sources: sdmx-twg/sdmx-rest, v1.5 (for SDMX 2.1) and v2.1 (for SDMX 3.0): paths of data, structures and availability.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote

from sojourn.evidence.sdmx.rest.fault import not_offered, syntax

About = Literal["data", "structure", "availability"]
ANY = ("", "*", "all")
STRUCTURES = ("dataflow", "datastructure", "codelist", "conceptscheme")


@dataclass(frozen=True)
class Question:
    """What is asked. `versions` is the interface (2.1 or 3.0); `kind` the structure asked for; `id` "" means any.

    `keys` is the key as written, `all` or `*` for everything; `words` the parameters behind the question mark.
    """

    version: str
    about: About
    kind: str = "dataflow"
    agency: str = ""
    id: str = ""
    key: str = ""
    component: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def read_question(path: str, words: Mapping[str, str]) -> Question:
    """Read `2.1/data/FLOW/KEY` or `3.0/data/dataflow/AGENCY/ID/VERSION/KEY`. Raises Fault saying what was expected."""
    version, _, rest = path.strip("/").partition("/")
    steps = [unquote(step) for step in rest.split("/") if step]
    if version == "2.1":
        return _old(steps, words)
    if version == "3.0":
        return _new(steps, words)
    raise syntax(f"Ask below 2.1/ or 3.0/, not {version or 'nothing'}/.")


def _old(steps: Sequence[str], words: Mapping[str, str]) -> Question:
    if not steps:
        return Question("2.1", "structure", words=words)
    first, *rest = steps
    if first in ("data", "availableconstraint"):
        agency, id = _flow(_at(rest, 0))
        about: About = "data" if first == "data" else "availability"
        return Question("2.1", about, "dataflow", agency, id, _at(rest, 1), _named(_at(rest, 3)), words)
    if first in (*STRUCTURES, "structure"):
        kind = "dataflow" if first == "structure" else first
        return Question("2.1", "structure", kind, _named(_at(rest, 0)), _named(_at(rest, 1)), words=words)
    raise not_offered(f"{first} is not offered here; data, availableconstraint, {', '.join(STRUCTURES)} are.")


def _new(steps: Sequence[str], words: Mapping[str, str]) -> Question:
    if not steps:
        return Question("3.0", "structure", words=words)
    first, *rest = steps
    if first in ("data", "availability"):
        context = _at(rest, 0)
        if context not in ("", "*", "dataflow"):
            raise not_offered(f"data of a {context} is not offered here; ask for a dataflow.")
        about: About = "data" if first == "data" else "availability"
        agency, id = _named(_at(rest, 1)), _named(_at(rest, 2))
        return Question("3.0", about, "dataflow", agency, id, _at(rest, 4), _named(_at(rest, 5)), words)
    if first == "structure":
        kind = _named(_at(rest, 0)) or "dataflow"
        if kind not in STRUCTURES:
            raise not_offered(f"{kind} is not offered here; {', '.join(STRUCTURES)} are.")
        return Question("3.0", "structure", kind, _named(_at(rest, 1)), _named(_at(rest, 2)), words=words)
    raise not_offered(f"{first} is not offered here; data, availability and structure are.")


def _at(steps: Sequence[str], place: int) -> str:
    return steps[place] if place < len(steps) else ""


def _named(step: str) -> str:
    return "" if step in ANY else step


def _flow(step: str) -> tuple[str, str]:
    """`AGENCY,ID,VERSION`, `AGENCY,ID` or `ID`."""
    parts = step.split(",")
    agency, id = ("", parts[0]) if len(parts) == 1 else (parts[0], parts[1])
    return _named(agency), _named(id)
