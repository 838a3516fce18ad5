"""The programmes and offices in which a viewer may open a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sojourn.accounts.queries import every_office
from sojourn.accounts.roles import Permission
from sojourn.accounts.viewer import Viewer
from sojourn.grammar.packs import Pack, catalogue
from sojourn.protection import policy


@dataclass(frozen=True)
class ToBe:
    """A case that is not there yet, as far as policy wants to know it."""

    office_id: UUID
    compartment: str


def offices_to_open_in(viewer: Viewer) -> list[Any]:
    """The offices where the viewer may open cases."""
    return [office for office in every_office() if viewer.may(Permission.CASE_OPEN, office.pk)]


def programmes_for(viewer: Viewer) -> list[Pack]:
    """The programmes the viewer may open a case of somewhere; a sealed one only with its seal."""
    offices = offices_to_open_in(viewer)
    packs = (catalogue().pack(name) for name in catalogue().names())
    return [
        pack
        for pack in packs
        if any(policy.may(viewer, Permission.CASE_OPEN, ToBe(office.pk, pack.compartment)) for office in offices)
    ]
