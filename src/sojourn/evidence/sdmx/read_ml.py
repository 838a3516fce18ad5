"""Reading SDMX-ML data (2.1 generic and structure-specific, 3.0) as a stream, with or without the structure.

Elements are told by their local names, so that the namespaces of a publisher's own schema do not matter. Entities,
document types and external references are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import Opened
from sojourn.evidence.sdmx.cube import Flow, SdmxCube, flow_of
from sojourn.evidence.sdmx.parts import Parts

ROOTS = ("GenericData", "StructureSpecificData", "GenericTimeSeriesData", "StructureSpecificTimeSeriesData")
ATTRIBUTES = frozenset({
    "OBS_STATUS", "OBS_FLAG", "CONF_STATUS", "CONF_STATUS_OBS", "OBS_CONF", "UNIT_MULT", "DECIMALS", "TIME_FORMAT",
    "TITLE", "TITLE_COMPL", "COLL_METHOD", "COLLECTION", "COMMENT_OBS", "COMMENT_TS", "COMMENT", "SOURCE",
    "EMBARGO_TIME",
    "PRE_BREAK_VALUE", "OBS_PRE_BREAK", "UNIT_INDEX_BASE", "BASE_PER", "LAST_UPDATE", "REF_METADATA",
})  # fmt: skip
"""Attributes of the common concept schemes: a structure-specific message does not tell them from dimensions."""
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def is_sdmx_ml(opened: Opened) -> bool:
    """Whether the file is a data message of SDMX-ML."""
    return opened.kind == "xml" and any(f"{root}" in opened.head[:4000] for root in ROOTS)


def read_ml(opened: Opened) -> tuple[SdmxCube, ...]:
    """Return one cube for every data set of the message.

    Raises LoadRefused for XML that is broken or cut off (with its line), that holds entities, or that deletes.
    """
    reading = _Message(opened)
    try:
        for event, element in iterparse(opened.path, events=("start", "end"), forbid_dtd=True):
            reading.take(event, element)
    except ParseError as error:
        line, column = error.position
        why = f"the XML is broken or cut off at column {column + 1} ({str(error.msg).partition(':')[0]})."
        raise refuse("broken_xml", opened.name, why, "Fetch the message again.", line=line) from error
    except DefusedXmlException as error:
        why = "the XML declares a document type or entities, which are never needed and can do harm."
        raise refuse("unsafe_xml", opened.name, why, "Remove the declaration.", line=1) from error
    if not reading.cubes:
        raise refuse("no_rows", opened.name, "the message holds no data set.", "Ask the source again.", line=1)
    return tuple(reading.cubes)


class _Message:
    """What is known while a message streams by."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.cubes: list[SdmxCube] = []
        self.flows: dict[str, tuple[Flow, str]] = {}
        self.at_observation, self.flow = "TIME_PERIOD", Flow("", "")
        self.parts: Parts | None = None
        self.series: dict[str, str | None] = {}
        self.groups: list[tuple[dict[str, str], dict[str, str]]] = []
        self.whole: dict[str, str] = {}
        self.named: set[str] = set()
        self.path: list[Element] = []

    def take(self, event: str, element: Element) -> None:
        """Take the start or the end of an element."""
        name = _local(element.tag)
        if event == "start":
            self.path.append(element)
            if name == "DataSet":
                self._begin(element)
            elif name == "Series":
                self.series = _own(element)
            return
        self.path.pop()
        if name == "Structure" and "structureID" in element.attrib:
            self._declare(element)
        elif self.parts is not None:
            self._end(name, element)

    def _declare(self, element: Element) -> None:
        at = element.get("dimensionAtObservation", "TIME_PERIOD")
        for each in element.iter():
            if _local(each.tag) == "Ref":
                flow = Flow(each.get("agencyID", ""), each.get("id", ""), each.get("version", ""))
            elif _local(each.tag) in ("URN", "Structure", "StructureUsage", "ProvisionAgreement") and each.text:
                flow = flow_of(each.text.strip()) or Flow("", "")
            else:
                continue
            if flow.id:
                self.flows[element.get("structureID", "")] = (flow, at)
                return

    def _begin(self, element: Element) -> None:
        attributes = {_local(name): value for name, value in element.attrib.items()}
        if attributes.get("action", "").lower() == "delete":
            why = "this message deletes figures; only whole releases can be loaded."
            raise refuse("several", self.opened.name, why, "Ask the source for the figures themselves.")
        default = next(iter(self.flows.values()), (Flow("", ""), "TIME_PERIOD"))
        self.flow, self.at_observation = self.flows.get(attributes.get("structureRef", ""), default)
        self.parts = Parts(self.opened.scratch, f"dataset-{len(self.cubes)}")
        self.groups, self.named, self.series = [], set(), {}
        reserved = {"structureRef", "action", "dataScope", "type", "setID", "validFromDate", "validToDate"}
        self.whole = {name: value for name, value in attributes.items() if name not in reserved and name.isupper()}

    def _end(self, name: str, element: Element) -> None:
        assert self.parts is not None
        if name in ("SeriesKey", "GroupKey"):
            self.series = dict(_values(element)) if name == "SeriesKey" else self.series
        elif name == "Attributes":
            self.named.update(word for word, _ in _values(element))
            if _local(self.path[-1].tag) == "Series":
                self.series.update(_values(element))
        elif name == "Obs":
            self.parts.add(self._row(element))
            self.path[-1].clear()
        elif name == "Group":
            self._group(element)
        elif name == "Series":
            self.path[-1].clear()
        elif name == "DataSet":
            self._finish()

    def _row(self, element: Element) -> dict[str, str | None]:
        row: dict[str, str | None] = {**self.whole, **self.series, **_own(element)}
        if (kind := element.get(_TYPE)) and self.at_observation not in row:
            row[self.at_observation] = kind.rpartition(":")[2]
        for child in element:
            name = _local(child.tag)
            if name == "ObsDimension":
                row[child.get("id") or self.at_observation] = child.get("value")
            elif name == "ObsValue":
                row[child.get("id") or "OBS_VALUE"] = child.get("value")
            elif name in ("ObsKey", "Attributes"):
                row.update(_values(child))
        for key, attributes in self.groups:
            if all(row.get(word) == code for word, code in key.items()):
                row.update(attributes)
        row.setdefault("OBS_VALUE", None)
        return row

    def _group(self, element: Element) -> None:
        children = {_local(child.tag): child for child in element}
        if "GroupKey" in children and "Attributes" in children:
            self.groups.append((dict(_values(children["GroupKey"])), dict(_values(children["Attributes"]))))
        element.clear()

    def _finish(self) -> None:
        assert self.parts is not None
        select = self.parts.select()
        if self.parts.count:
            columns = tuple(self.parts.columns)
            attributes = (ATTRIBUTES & {*columns}) | self.named | {*self.whole}
            self.cubes.append(SdmxCube(self.flow, columns, select, attributes))
        self.parts = None


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def _own(element: Element) -> dict[str, str | None]:
    """The attributes of the message's own schema: those without a namespace."""
    return {name: value for name, value in element.attrib.items() if not name.startswith("{")}


def _values(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        if _local(child.tag) == "Value":
            yield child.get("id") or child.get("concept") or "", child.get("value") or ""
