"""The explicit map from one source's codes to ours. What is not written down is unknown; nothing is guessed.

A crosswalk is a folder `crosswalks/<source>/` of `<codelist>.csv` files with `source_code,code`. The row `=,=` says
that codes of our own list stand for themselves in this source; `=,age` says that ages are read by rule. A source
without a file for a codelist uses our codes. `obs_status.csv` maps the source's flags to SDMX observation statuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sojourn.evidence.codes.ages import age_code
from sojourn.evidence.codes.lists import codelist, read_rows

FOLDER = Path(__file__).parent / "crosswalks"
SAME, BY_RULE, LEFT_OUT = "=", "age", "-"
"""Codes with a meaning of their own in a crosswalk; rows with a source code mapped to LEFT_OUT are left out."""


@dataclass(frozen=True)
class Crosswalk:
    """The maps of one source by codelist. `added` are entries a data officer accepted for one load."""

    name: str
    maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    def code(self, list_name: str, source_code: str) -> str | None:
        """Our code for a source's, or None when the crosswalk does not know it."""
        known = self.maps.get(list_name)
        if known is None:
            return source_code if source_code in codelist(list_name) else None
        if source_code in known and source_code != SAME:
            return known[source_code]
        rule = known.get(SAME)
        if rule == SAME and source_code in codelist(list_name):
            return source_code
        return age_code(source_code) if rule == BY_RULE else None

    def enumerated(self, list_name: str) -> tuple[str, ...] | None:
        """Every source code that is known; None when codes are read by rule, so that they can't be listed."""
        known = self.maps.get(list_name, {SAME: SAME})
        if known.get(SAME) == BY_RULE:
            return None
        own = codelist(list_name).codes if SAME in known else ()
        return tuple({**dict.fromkeys(own), **dict.fromkeys(each for each in known if each not in (SAME, ""))})

    def status(self, letter: str) -> str | None:
        """An observation status that is one already, or None."""
        return letter if letter in codelist("obs_status") else None

    def with_added(self, added: Mapping[str, Mapping[str, str]]) -> Crosswalk:
        """The same crosswalk with further entries, by codelist."""
        names = {*self.maps, *added}
        merged = {name: {**self.maps.get(name, {SAME: SAME}), **added.get(name, {})} for name in names}
        return Crosswalk(self.name, merged)


@cache
def crosswalk(source: str) -> Crosswalk:
    """The crosswalk of a source; one without a folder uses our own codes."""
    folder = FOLDER / source
    found = {path.stem: _read(path) for path in sorted(folder.glob("*.csv"))} if source else {}
    return Crosswalk(source, found)


def _read(path: Path) -> Mapping[str, str]:
    return {row["source_code"]: row["code"] for row in read_rows(path)}
