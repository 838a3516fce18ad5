"""Fitting an SDMX cube to a declared dataset: which component is which dimension, and what may be passed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard

from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import DuckSource, Opened, RawCube, identifier
from sojourn.evidence.sdmx.concepts import LEFT_UNREAD, our_name
from sojourn.evidence.sdmx.cube import Flow, SdmxCube
from sojourn.evidence.store import Dataset

OWN_AGENCY = "SOJOURN"
"""The agency of what this system writes: its codes are ours already."""
ONE_VALUE = ("FREQ", "UNIT", "UNIT_MEASURE", "TRANSFORMATION", "DECIMALS")
"""Dimensions that a dataset may do without when every row has the same value."""
CONFIDENTIAL = "('C', 'S', 'N', 'D')"
"""CL_CONF_STATUS: confidential, secondary confidentiality, not for publication, available to the domain only."""


_READ = ("OBS_FLAG", "CONF_STATUS", "UNIT_MULT", "OBS_STATUS")


def raw_cube(cube: SdmxCube, opened: Opened) -> RawCube:
    """Return the cube under its dataset's dimension names. Raises LoadRefused when no dataset is declared for it."""
    dataset = dataset_for(cube.flow, opened)
    names = {component: our_name(component, dataset) for component in cube.columns}
    stray = [
        component
        for component, ours in names.items()
        if ours is None and component not in cube.attributes and component not in _READ
    ]
    constants = {name: frozenset[str]() for name in stray if name.upper() in ONE_VALUE} | dict(cube.constants)
    columns = [f"{identifier(component)} AS {identifier(ours)}" for component, ours in names.items() if _plain(ours)]
    columns += [f"{_value(cube, _measure(names, opened))} AS obs_value", *_status(cube)]
    columns += [identifier(name) for name in {**dict.fromkeys(stray), **constants}]
    table = DuckSource(f"SELECT {', '.join(columns)} FROM ({cube.select})")  # noqa: S608 names are quoted
    crosswalk = "own" if cube.flow.agency == OWN_AGENCY else ""
    return RawCube(dataset.id, table, crosswalk, cube.released_on, constants=constants)


def _plain(ours: str | None) -> TypeGuard[str]:
    return ours is not None and ours not in (LEFT_UNREAD, "obs_value", "obs_status")


def _measure(names: Mapping[str, str | None], opened: Opened) -> str:
    found = [component for component, ours in names.items() if ours == "obs_value"]
    if len(found) == 1:
        return identifier(found[0])
    why = f"{len(found)} columns hold figures ({', '.join(found) or 'OBS_VALUE was expected'})."
    fix = "Say which with `columns: {NAME: obs_value}` in the dataset's declaration, and `-` for the others."
    raise refuse("no_measure", opened.name, why, fix, line=1)


def _value(cube: SdmxCube, measure: str) -> str:
    """The figure in units: where the message counts in thousands (UNIT_MULT 3), it is multiplied out."""
    if "UNIT_MULT" not in cube.columns:
        return measure
    many = "TRY_CAST(UNIT_MULT AS INTEGER)"
    product = f"CAST(TRY_CAST({measure} AS DOUBLE) * power(10, {many}) AS VARCHAR)"
    return f"CASE WHEN coalesce({many}, 0) = 0 THEN {measure} ELSE {product} END"


def _status(cube: SdmxCube) -> list[str]:
    said = "nullif(OBS_STATUS, '')" if "OBS_STATUS" in cube.columns else "NULL"
    if "CONF_STATUS" not in cube.columns:
        return [f"{said} AS obs_status"] if "OBS_STATUS" in cube.columns else []
    hidden = f"CASE WHEN OBS_VALUE IS NULL AND CONF_STATUS IN {CONFIDENTIAL} THEN 'Q' ELSE {said} END"
    return [f"{hidden} AS obs_status", "CONF_STATUS AS flags"]


def dataset_for(flow: Flow, opened: Opened) -> Dataset:
    """The dataset asked for, else the one declared for this dataflow, else the one with its name."""
    if opened.dataset:
        asked = next((each for each in opened.datasets if each.id == opened.dataset), None)
        if asked is not None:
            return asked
    for each in opened.datasets:
        if flow.name == each.flow or (flow.agency == OWN_AGENCY and flow.id.lower().removeprefix("dsd_") == each.id):
            return each
    why = f"no dataset is declared for the dataflow {flow.name}."
    fix = f"Name the dataset with --dataset, or write `flow: {flow.name}` into its declaration."
    raise refuse("no_dataset", opened.name, why, fix, line=1)
