"""Writing SDMX-JSON 2.0 data, series by series as a stream of text.

Field names: SDMX-JSON data message 2.0.0 (sdmx-twg/sdmx-json). An observation is its figure, then the places of its
attributes in their lists of values.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sojourn.evidence.codes import codelist
from sojourn.evidence.sdmx.concepts import concept
from sojourn.evidence.sdmx.extract import FLAGS, STATUS, TIME, VALUE, VERSION, Extract, Observation
from sojourn.evidence.sdmx.fit import OWN_AGENCY

SCHEMA = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/develop/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json"


def write_json(extract: Extract, prepared_at: datetime) -> Iterator[str]:
    """Yield the message in pieces."""
    lists = {name: extract.used(name) for name in extract.dataset.names}
    periods, flags = extract.used("time_period"), _flags(extract)
    statuses = list(codelist("obs_status").codes)
    yield _start(extract, lists, periods, statuses, flags, prepared_at)
    places = [{code: place for place, code in enumerate(codes)} for codes in lists.values()]
    at = {period: place for place, period in enumerate(periods)}
    comma = ""
    for key, observations in extract.series():
        word = ":".join(str(place[code]) for place, code in zip(places, key, strict=True))
        found = {str(at[each.period]): _values(each, statuses, flags) for each in observations}
        yield f'{comma}{json.dumps(word)}:{{"observations":{json.dumps(found, separators=(",", ":"))}}}'
        comma = ","
    yield "}}]}}\n"


def _values(each: Observation, statuses: Sequence[str], flags: Sequence[str]) -> list[Any]:
    figure = None if each.value is None else float(each.value)
    if figure is not None and figure.is_integer() and abs(figure) < 2**53:
        figure = int(figure)
    return [figure, statuses.index(each.status), *([flags.index(each.flags) if each.flags else None] if flags else [])]


def _flags(extract: Extract) -> list[str]:
    query, params = extract.select("DISTINCT flags")
    return sorted(str(word) for (word,) in extract.reading.sql(query, params) if word)


def _start(
    extract: Extract,
    lists: dict[str, list[str]],
    periods: Sequence[str],
    statuses: Sequence[str],
    flags: Sequence[str],
    prepared_at: datetime,
) -> str:
    dataset = extract.dataset
    known = extract.codelists()
    listed = enumerate(lists.items())
    dimensions = [_dimension(name, place, codes, known[name].label) for place, (name, codes) in listed]
    time = {"id": TIME, "name": "Time period", "keyPosition": len(lists), "roles": [TIME],
            "values": [{"value": period} for period in periods]}  # fmt: skip
    label = codelist("obs_status").label
    attributes = [_attribute(STATUS, "Observation status", [{"id": word, "name": label(word)} for word in statuses])]
    if flags:
        attributes.append(_attribute(FLAGS, "Flags of the source", [{"value": word} for word in flags]))
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={extract.structure}"
    structure = {
        "links": [{"urn": urn, "rel": "dataflow"}], "name": dataset.title, "dataSets": [0],
        "dimensions": {"dataSet": [], "series": dimensions, "observation": [time]},
        "measures": {"observation": [{"id": VALUE, "name": "Observation value"}]},
        "attributes": {"dataSet": [], "dimensionGroup": [], "series": [], "observation": attributes},
    }  # fmt: skip
    meta = {"schema": SCHEMA, "id": f"{extract.flow}_{VERSION}", "prepared": prepared_at.isoformat(timespec="seconds"),
            "test": False, "contentLanguages": ["en"], "sender": {"id": OWN_AGENCY}}  # fmt: skip
    head = {"meta": meta, "data": {"structures": [structure], "dataSets": [{"structure": 0, "action": "Replace"}]}}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return text.removesuffix("}]}}") + ',"series":{'


def _attribute(word: str, name: str, values: list[dict[str, str]]) -> dict[str, Any]:
    return {"id": word, "name": name, "relationship": {"observation": {}}, "values": values}


def _dimension(name: str, place: int, codes: Sequence[str], label: Any) -> dict[str, Any]:
    word = concept(name)
    values = [{"id": code, "name": label(code)} for code in codes]
    return {"id": word.id, "name": word.label, "keyPosition": place, "values": values}
