"""Writes the page of the manual that says who may do what, from the roles and the doors themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import translation

from sojourn.accounts.roles import ROLES, WORDS, Permission
from sojourn.protection.doors import Door
from sojourn.protection.operator_doors import touches

INTRODUCTION = """\
# Permissions

This page is written by `sojourn permissions`, from the code that guards the doors. A test fails when the two differ.

A user holds **roles in offices**. A role opens nothing in another office. A sealed case is there only for whoever
holds its compartment in an office of the case; for everybody else every page, list, count and search answers as if
the case had never been. A case handed over has two offices, and both see it.
"""


def permissions_page(pages: Iterable[tuple[str, Door]], commands: Iterable[tuple[str, Door]]) -> str:
    """The page as Markdown; `pages` and `commands` are pairs of address and door."""
    with translation.override("en"):
        return "\n".join([INTRODUCTION, *_roles(), *_matrix(), *_pages(pages), *_commands(commands)])


def _roles() -> list[str]:
    rows = [
        [f"`{role.code}`", str(role.label), str(role.description), "yes" if role.needs_second_factor else "no"]
        for role in ROLES.values()
    ]
    return ["## Roles", "", *_table(["Code", "Role", "What for", "Second factor"], rows)]


def _matrix() -> list[str]:
    codes = list(ROLES)
    rows = [
        [
            f"{WORDS[permission]} (`{permission}`)",
            *("●" if permission in ROLES[code].permissions else "" for code in codes),
        ]
        for permission in Permission
    ]
    return ["## What a role may do in its office", "", *_table(["", *(f"`{code}`" for code in codes)], rows)]


def _pages(pages: Iterable[tuple[str, Door]]) -> list[str]:
    rows = [[f"`{address}`", door.name, *_who(door)] for address, door in sorted(pages, key=lambda pair: pair[0])]
    lines = ["## Pages", "", "Without the permission, a page that cases lie behind answers 404, another one 403.", ""]
    return lines + _table(["Address", "Door", "Who may knock", "Behind it"], rows)


def _who(door: Door) -> list[str]:
    behind = {"case": "cases in reach", "office": "the office", "none": ""}[door.scope]
    if door.permission is None:
        return ["everybody" if door.public else "whoever is signed in", behind]
    holders = ", ".join(f"`{code}`" for code, role in ROLES.items() if door.permission in role.permissions)
    return [f"`{door.permission}`: {holders}", behind]


def _commands(commands: Iterable[tuple[str, Door]]) -> list[str]:
    rows = [[f"`{name}`", touches(door.name)] for name, door in sorted(commands, key=lambda pair: pair[0])]
    lines = ["## Commands", "", "Run by the operator of the machine, who holds the files of the database anyway.", ""]
    return lines + _table(["Command", "What it touches"], rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [*("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines), ""]
