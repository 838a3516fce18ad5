"""Walks through the house and lists every door there is: each address that the pages answer, each command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click
from django.urls import URLPattern, URLResolver, get_resolver

from sojourn.protection.doors import Door, door_of
from sojourn.protection.foreign_doors import FOREIGN_DOORS
from sojourn.protection.operator_doors import OPERATOR_DOORS


@dataclass(frozen=True)
class Address:
    """One address or command as found; `door` is None when nobody said who may knock."""

    kind: str
    where: str
    name: str
    door: Door | None
    parts: frozenset[str] = frozenset()


def pages() -> list[Address]:
    """Every address that answers, in order; one that an earlier address hides is left out. Django must be ready."""
    found: dict[str, Address] = {}
    for address in _walk(get_resolver().url_patterns, "", ""):
        found.setdefault(address.where, address)
    return list(found.values())


def commands(root: click.Command) -> list[Address]:
    """Every sub-command of `root`, the `sojourn` command, that does something itself."""
    return list(_commands(root, click.Context(root), "sojourn"))


def _walk(patterns: list[Any], prefix: str, space: str, outer: frozenset[str] = frozenset()) -> Iterator[Address]:
    for pattern in patterns:
        where, parts = prefix + str(pattern.pattern), outer | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, where, inner, parts)
        elif isinstance(pattern, URLPattern):
            name = f"{space}{pattern.name or ''}"
            yield Address("page", f"/{where}", name, door_of(pattern.callback) or FOREIGN_DOORS.get(name), parts)


def _commands(command: click.Command, context: click.Context, name: str) -> Iterator[Address]:
    if not isinstance(command, click.Group):
        yield Address("command", name, name, OPERATOR_DOORS.get(name))
        return
    for word in command.list_commands(context):
        inner = command.get_command(context, word)
        if inner is not None:
            yield from _commands(inner, click.Context(inner, parent=context), f"{name} {word}")
