"""Which pack a case runs by: the very version it was opened with, as long as that is still at hand."""

from __future__ import annotations

from sojourn.cases.models import Case
from sojourn.grammar.packs import Pack, UnknownPack, catalogue


def pack_of(case: Case) -> Pack:
    """Return the case's pack in its own version, else in the newest; raise UnknownPack when there is none."""
    try:
        return catalogue().pack(case.pack, case.pack_version)
    except UnknownPack:
        return catalogue().pack(case.pack)
