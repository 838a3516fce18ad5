"""The numbers by which a profile's sources are cited, in the order of their first use."""

from __future__ import annotations

from dataclasses import replace

from sojourn.evidence.catalogue.compute import Source


class Numbering:
    """Gives each dataset and vintage one number; how an indicator differs from it is said beside the figure."""

    def __init__(self) -> None:
        self._places: dict[Source, int] = {}

    def of(self, source: Source) -> int:
        """The number of a source, a new one at its first use."""
        return self._places.setdefault(replace(source, differs=""), len(self._places) + 1)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources in the order of their numbers."""
        return tuple(self._places)
