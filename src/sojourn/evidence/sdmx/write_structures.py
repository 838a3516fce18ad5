"""Structure messages of datasets as SDMX-ML 2.1 and 3.0 and SDMX-JSON 2.0, written by pysdmx."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pysdmx.io.format import Format
from pysdmx.io.writer import write_sdmx
from pysdmx.model import Organisation
from pysdmx.model.message import Header

from sojourn.evidence.sdmx.fit import OWN_AGENCY

STRUCTURE_FORMATS = {
    "sdmx-ml-2.1": Format.STRUCTURE_SDMX_ML_2_1,
    "sdmx-ml-3.0": Format.STRUCTURE_SDMX_ML_3_0,
    "sdmx-json-2.0": Format.STRUCTURE_SDMX_JSON_2_0_0,
}


def write_structures(artefacts: Sequence[Any], kind: str, prepared_at: datetime, word: str = "STRUCTURES") -> str:
    """Return a structure message with these artefacts; the same artefacts give the same text."""
    if not artefacts and kind == "sdmx-json-2.0":
        # The library refuses to write this one empty, although the standard allows it.
        meta = {"id": word, "prepared": prepared_at.isoformat(), "test": False, "sender": {"id": OWN_AGENCY}}
        return json.dumps({"meta": meta, "data": {"dataflows": []}})
    header = Header(id=word, prepared=prepared_at, sender=Organisation(OWN_AGENCY), test=False)
    return str(write_sdmx(list(artefacts), STRUCTURE_FORMATS[kind], header=header))
