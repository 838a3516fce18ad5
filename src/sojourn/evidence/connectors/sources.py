"""All connectors by name."""

from __future__ import annotations

from collections.abc import Mapping

from sojourn.evidence.connectors import refusals
from sojourn.evidence.connectors.displacement import Dtm, Hapi
from sojourn.evidence.connectors.eurostat import Eurostat
from sojourn.evidence.connectors.fetching import Connector
from sojourn.evidence.connectors.plain_files import PUBLISHERS
from sojourn.evidence.connectors.sdmx_registry import REGISTRIES
from sojourn.evidence.connectors.unhcr import Unhcr
from sojourn.evidence.connectors.world_bank import Data360, WorldBank


def connectors(*, bulk: bool = False) -> Mapping[str, Connector]:
    """Every connector by its name; `bulk` asks Eurostat for whole tables."""
    found: tuple[Connector, ...] = (
        Eurostat(bulk=bulk), Unhcr(), WorldBank(), Data360(), *REGISTRIES, Hapi(), Dtm(), *PUBLISHERS,
    )  # fmt: skip
    return {each.name: each for each in found}


def connector(name: str, *, bulk: bool = False) -> Connector:
    """The connector with this name; Refused `unknown_source` naming those there are."""
    known = connectors(bulk=bulk)
    if name not in known:
        message = "There is no source {name}. Use one of: {known}."
        raise refusals.refused("unknown_source", message, name=name, known=", ".join(known))
    return known[name]
