"""Writing SDMX-CSV 2.0 and 1.0, and plain and HXL-tagged CSV, by DuckDB."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from sojourn.evidence.loading.raw import identifier, literal
from sojourn.evidence.sdmx.concepts import concept
from sojourn.evidence.sdmx.extract import FLAGS, STATUS, TIME, VALUE, Extract

HXL = {
    "geo": "#country+code+v_iso3", "origin": "#country+code+origin+v_iso3", "destination": "#country+code+dest+v_iso3",
    "partner": "#country+code+partner+v_iso3", "citizen": "#country+code+citizen+v_iso3", "sex": "#sex+code",
    "age": "#age+code", "time_period": "#date+period", "obs_value": "#value+num", "obs_status": "#status+code",
    "flags": "#meta+flags",
}  # fmt: skip
"""HXL hashtags of our columns (HXL standard 1.1); a dimension without one is an `#indicator+name`."""


def write_sdmx_csv(extract: Extract, target: Path, version: Literal["1.0", "2.0"] = "2.0") -> int:
    """Write the observations as SDMX-CSV; return how many there are."""
    front = {"DATAFLOW": extract.structure} if version == "1.0" else {
        "STRUCTURE": "dataflow", "STRUCTURE_ID": extract.structure, "ACTION": "I",
    }  # fmt: skip
    columns = [f"{literal(value)} AS {identifier(name)}" for name, value in front.items()]
    columns += [f"{identifier(name)} AS {identifier(concept(name).id)}" for name in extract.dataset.names]
    columns += [f"time_period AS {TIME}", f"value_text AS {VALUE}", f"obs_status AS {STATUS}"]
    columns.append(f"nullif(flags, '') AS {FLAGS}")
    return _copy(extract, ", ".join(columns), target)


def write_plain_csv(extract: Extract, target: Path) -> int:
    """Write the observations as CSV with our own column names."""
    return _copy(extract, _plain(extract), target)


def write_hxl_csv(extract: Extract, target: Path) -> int:
    """Write the observations as CSV with a row of HXL hashtags under the header."""
    names = (*extract.dataset.names, "time_period", "obs_value", "obs_status", "flags")
    tags = ", ".join(literal(HXL.get(name, f"#indicator+{name.replace('_', '')}")) for name in names)
    query, params = extract.select(_plain(extract), ordered=True)
    return _run(extract, f"SELECT {tags} UNION ALL {query}", params, target, list(names)) - 1


def _plain(extract: Extract) -> str:
    names = ", ".join(map(identifier, extract.dataset.names))
    return f"{names}, time_period, value_text AS obs_value, obs_status, flags"


def _copy(extract: Extract, columns: str, target: Path) -> int:
    query, params = extract.select(columns, ordered=True)
    return _run(extract, query, params, target, [])


def _run(extract: Extract, query: str, params: list[object], target: Path, header: list[str]) -> int:
    named = f"SELECT * FROM ({query}) AS t({', '.join(map(identifier, header))})" if header else query  # noqa: S608
    copy = f"COPY ({named}) TO {literal(target)} (FORMAT csv, HEADER, NULL '')"
    cursor = extract.reading.connection_for(extract.dataset.id).cursor()
    (count,) = cursor.execute(copy, params).fetchone() or (0,)
    return int(count)
