"""What Eurostat calls its datasets and dimensions, and what it called them before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import Opened

# The source's dimension → ours. The version of a structure stays 1.0 when Eurostat renames in place, so the old names
# are read for good: asyl_app until 2025, applicant since.
DIMENSIONS = {"c_birth": "origin", "apprehen": "apprehension", "asyl_app": "applicant", "indic_de": "measure"}
CROSSWALK = "eurostat"
FREQUENCIES = {"A": "Annual", "S": "Half-yearly, semesterly", "Q": "Quarterly", "M": "Monthly"}
FLOW = re.compile(r"(?:ESTAT:)?([A-Za-z0-9_]+)(?:\$\w+)?(?:\([\d.]+\))?")


def ours(dimension: str) -> str:
    """Our name of a dimension of Eurostat's."""
    return DIMENSIONS.get(dimension.casefold(), dimension.casefold())


def dataset_of(flow: str) -> str:
    """The dataset's id from `ESTAT:MIGR_EIPRE$DEFAULTVIEW(1.0)`; empty when that is not how it looks."""
    found = FLOW.fullmatch(flow.strip())
    return found.group(1).lower() if found else ""


def dataset_by_shape(opened: Opened, dimensions: Iterable[str]) -> str:
    """The dataset of a bulk file, which does not say its name: the one asked for, the one that its file is called
    after, else the only one with these dimensions. Raises LoadRefused when that leaves several or none."""
    if opened.dataset:
        return opened.dataset
    shape = {*dimensions}
    fitting = [each for each in opened.datasets if each.crosswalk == CROSSWALK and {*each.names} == shape]
    called = [each.id for each in fitting if each.id in opened.given.name.casefold()]
    if called:
        return max(called, key=len)
    if len(fitting) == 1:
        return fitting[0].id
    among = ", ".join(each.id for each in fitting) or "none that is declared"
    why = f"a bulk file does not say which dataset it is; its dimensions fit {among}."
    raise refuse("which_dataset", opened.name, why, "Name it with --dataset.", line=1)


def released(text: str) -> datetime | None:
    """The instant in a `LAST UPDATE` cell, such as 27/03/25 23:00:00."""
    for form in ("%d/%m/%y %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%S"):
        try:
            return datetime.strptime(text.strip()[:19], form)  # noqa: DTZ007 the cell has no zone, only its day is used
        except ValueError:
            continue
    return None


def constants(opened: Opened, dataset: str, names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Columns that must hold one value throughout: the unit, and the frequency that the dataset is declared with."""
    declared = {each.id: each for each in opened.datasets}
    freq = declared[dataset].freq if dataset in declared else ""
    known = frozenset({freq, FREQUENCIES[freq]}) if freq in FREQUENCIES else frozenset[str]()
    return {name: known if name == "freq" else frozenset[str]() for name in names}
