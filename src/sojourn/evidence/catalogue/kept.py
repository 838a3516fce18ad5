"""Figures kept on disk: vintages never change, so neither do the figures made of them by the same rules.

What is kept may be thrown away at any time; it is made again. Its name is a checksum of the vintages and the rules.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from sojourn.evidence.catalogue.details import build_details
from sojourn.evidence.catalogue.figures import build_figures
from sojourn.evidence.catalogue.model import Catalogue, Indicator
from sojourn.evidence.loading.raw import literal
from sojourn.evidence.store import Reading

TABLES = ("figure", "best", "detail")
REFUSED = "refused.json"
MOST_KEPT = 6
FORM = "2"
"""Raised when the tables, or the statements that make them, change, so that older ones are not read."""

Refusals = Mapping[tuple[str, int], str]


def rule_of(indicator: Indicator) -> str:
    """A fingerprint of how an indicator is computed."""
    formula = indicator.formula.text if indicator.formula else ""
    said = [formula, indicator.method, indicator.fold, str(indicator.within)]
    said += [
        f"{query.dataset} {query.country} {sorted(query.where.items())} {sorted(query.levels.items())} {query.scale}"
        for query in indicator.queries
    ]
    return sha256("\n".join(said).encode()).hexdigest()[:12]


def kept_figures(reading: Reading, catalogue: Catalogue, folder: Path) -> Refusals:
    """Make the tables `figure`, `best` and `detail`: read from the folder, or built and then kept there."""
    place = folder / _name(reading, catalogue)
    if not (place / REFUSED).exists():
        refused = build_figures(reading, catalogue=catalogue)
        build_details(reading, catalogue)
        _keep(reading, place, refused)
        return refused
    os.utime(place)
    for table in TABLES:
        path = literal(place / f"{table}.parquet")
        reading.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM read_parquet({path})")
    found = json.loads((place / REFUSED).read_text(encoding="utf-8"))
    return {(indicator, source): why for indicator, source, why in found}


def _name(reading: Reading, catalogue: Catalogue) -> str:
    vintages = [f"{id}={vintage.id}={vintage.sha256}" for id, vintage in sorted(reading.loaded.items())]
    rules = [f"{id}={rule_of(one)}" for id, one in catalogue.indicators.items()]
    return sha256("\n".join([FORM, *vintages, *rules]).encode()).hexdigest()[:32]


def _keep(reading: Reading, place: Path, refused: Refusals) -> None:
    draft = place.parent / f".{uuid4().hex}"
    try:
        draft.mkdir(parents=True)
        for table in TABLES:
            path = literal(draft / f"{table}.parquet")
            reading.connection.execute(f"COPY {table} TO {path} (FORMAT parquet)")
        listed = [[indicator, source, why] for (indicator, source), why in sorted(refused.items())]
        (draft / REFUSED).write_text(json.dumps(listed), encoding="utf-8")
        if not place.exists():
            draft.rename(place)
        _sweep(place.parent)
    except OSError:
        # Somebody else kept the same at the same moment, or nothing can be written: the figures are there all the same.
        pass
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _sweep(folder: Path) -> None:
    kept = sorted(
        (path for path in folder.iterdir() if not path.name.startswith(".")), key=lambda one: one.stat().st_mtime
    )
    for path in kept[:-MOST_KEPT]:
        shutil.rmtree(path, ignore_errors=True)
