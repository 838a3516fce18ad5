"""SDMX-ML and SDMX-JSON of any publisher whose dataflow is declared."""

from __future__ import annotations

from collections.abc import Iterable

from sojourn.evidence.loading.raw import Opened, RawCube
from sojourn.evidence.sdmx.fit import raw_cube
from sojourn.evidence.sdmx.read_json import is_sdmx_json, read_json
from sojourn.evidence.sdmx.read_ml import is_sdmx_ml, read_ml


class SdmxMl:
    """XML, 2.1 or 3.0, generic or structure-specific."""

    name = "sdmx_ml"

    def recognises(self, opened: Opened) -> bool:
        """Whether the root is that of a data message."""
        return is_sdmx_ml(opened)

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield one cube per data set."""
        for cube in read_ml(opened):
            yield raw_cube(cube, opened)


class SdmxJson:
    """JSON, 1.0 or 2.0."""

    name = "sdmx_json"

    def recognises(self, opened: Opened) -> bool:
        """Whether it holds data sets."""
        return is_sdmx_json(opened)

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield one cube per data set."""
        for cube in read_json(opened):
            yield raw_cube(cube, opened)


LAYOUTS = (SdmxMl(), SdmxJson())
