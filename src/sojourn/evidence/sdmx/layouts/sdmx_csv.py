"""SDMX-CSV 1.0 and 2.0 of any publisher whose dataflow is declared."""

from __future__ import annotations

from collections.abc import Iterable

from sojourn.evidence.loading.raw import Opened, RawCube
from sojourn.evidence.sdmx.fit import raw_cube
from sojourn.evidence.sdmx.read_csv import is_sdmx_csv, read_csv


class SdmxCsv:
    """Comma-separated values with a dataflow in every row."""

    name = "sdmx_csv"

    def recognises(self, opened: Opened) -> bool:
        """Whether the header is that of SDMX-CSV."""
        return is_sdmx_csv(opened)

    def cubes(self, opened: Opened) -> Iterable[RawCube]:
        """Yield one cube per dataflow."""
        for cube in read_csv(opened):
            yield raw_cube(cube, opened)


LAYOUT = SdmxCsv()
