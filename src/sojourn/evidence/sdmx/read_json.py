"""Reading SDMX-JSON data messages 1.0 and 2.0: positions are turned back into codes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sojourn.evidence.loading.problems import refuse
from sojourn.evidence.loading.raw import Opened
from sojourn.evidence.sdmx.cube import Flow, SdmxCube, flow_of
from sojourn.evidence.sdmx.parts import Parts

Message = Mapping[str, Any]


def is_sdmx_json(opened: Opened) -> bool:
    """Whether the file is a data message of SDMX-JSON."""
    return opened.kind == "json" and ('"dataSets"' in opened.head or "sdmx-json" in opened.head[:2000])


def read_json(opened: Opened) -> tuple[SdmxCube, ...]:
    """Return one cube for every data set. Raises LoadRefused for JSON that is broken or is no such message."""
    try:
        message = json.loads(opened.path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        why = f"the JSON is broken or cut off ({error})."
        raise refuse("broken_json", opened.name, why, "Fetch the message again.", line=line) from error
    try:
        body = message.get("data", message)
        structures = body.get("structures") or [body["structure"]]
        made = [_cube(opened, place, each, structures) for place, each in enumerate(body["dataSets"])]
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        why = f"this is no SDMX-JSON data message as the standard has it ({type(error).__name__}: {error})."
        raise refuse("broken_json", opened.name, why, "Ask the source for CSV or XML.", line=1) from error
    cubes = tuple(cube for cube in made if cube is not None)
    if not cubes:
        raise refuse("no_rows", opened.name, "the message holds not a single observation.", "Ask again.", line=1)
    return cubes


def _cube(opened: Opened, place: int, data: Message, structures: Sequence[Message]) -> SdmxCube | None:
    if str(data.get("action", "")).lower() == "delete":
        why = "this message deletes figures; only whole releases can be loaded."
        raise refuse("several", opened.name, why, "Ask the source for the figures themselves.")
    structure = _Structure(structures[int(data.get("structure", 0))])
    parts = Parts(opened.scratch, f"dataset-{place}")
    for row in structure.rows(data):
        parts.add(row)
    if not parts.count:
        return None
    select = parts.select()
    return SdmxCube(structure.flow(), tuple(parts.columns), select, frozenset(structure.attribute_names()))


class _Structure:
    """The structure part of a message: what each position stands for."""

    def __init__(self, found: Message) -> None:
        self.found = found
        self.dimensions: Message = found["dimensions"]
        self.attributes: Message = found.get("attributes", {})
        measures = found.get("measures", {}).get("observation") or [{"id": "OBS_VALUE"}]
        self.measures = [str(each["id"]) for each in measures]

    def flow(self) -> Flow:
        """The dataflow the message says it is of; empty when it does not."""
        words = [str(link.get("urn", "")) for link in self.found.get("links", []) if link.get("rel") in _RELATIONS]
        for word in words:
            if flow := flow_of(word.rpartition("=")[2]):
                return flow
        return Flow("", "")

    def attribute_names(self) -> Iterator[str]:
        """The ids of all attributes."""
        for listed in self.attributes.values():
            for each in listed or []:
                yield str(each["id"])

    def rows(self, data: Message) -> Iterator[dict[str, str | None]]:
        """Every observation of a data set as component → text."""
        whole = _pick(self.dimensions.get("dataSet") or [], [0] * len(self.dimensions.get("dataSet") or []))
        whole.update(_pick(self.attributes.get("dataSet") or [], data.get("attributes") or []))
        series = data.get("series")
        if series is None:
            yield from self._observations(data.get("observations") or {}, whole)
            return
        for key, each in series.items():
            codes = _pick(self.dimensions.get("series") or [], _places(key))
            codes.update(_pick(self.attributes.get("series") or [], each.get("attributes") or []))
            yield from self._observations(each.get("observations") or {}, {**whole, **codes})

    def _observations(self, found: Message, around: Mapping[str, str | None]) -> Iterator[dict[str, str | None]]:
        dimensions = self.dimensions.get("observation") or []
        attributes = self.attributes.get("observation") or []
        for key, values in found.items():
            figures = dict(zip(self.measures, [_text(value) for value in values], strict=False))
            rest = values[len(self.measures) :]
            yield {**around, **_pick(dimensions, _places(key)), **figures, **_pick(attributes, rest)}


_RELATIONS = ("dataflow", "structure", "datastructure", "provisionagreement", "describedby")


def _places(key: str) -> list[int]:
    return [int(place) for place in key.split(":")]


def _pick(components: Sequence[Message], places: Sequence[Any]) -> dict[str, str | None]:
    """The value each component has at its place; a list holds the value itself where it is no place."""
    return {str(each["id"]): _value(each, place) for each, place in zip(components, places, strict=False)}


def _value(component: Message, place: Any) -> str | None:
    values = component.get("values") or []
    if place is None:
        return None
    if not isinstance(place, int) or not values:
        return _text(place)
    found = values[place]
    if not isinstance(found, Mapping):
        return _text(found)
    return _text(found.get("id", found.get("value", found.get("name"))))


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
