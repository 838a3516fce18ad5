"""Writing SDMX-ML 2.1 data, structure-specific and generic, series by series as a stream of text.

Element and namespace names: SDMX 2.1 Technical Specifications, section 3A (SDMX-ML schemas).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal
from xml.sax.saxutils import quoteattr

from sojourn.evidence.sdmx.extract import FLAGS, STATUS, TIME, VALUE, VERSION, Extract, Observation
from sojourn.evidence.sdmx.fit import OWN_AGENCY

Kind = Literal["specific", "generic"]
_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
_ROOTS = {"specific": "StructureSpecificData", "generic": "GenericData"}


def write_ml(extract: Extract, kind: Kind, prepared_at: datetime) -> Iterator[str]:
    """Yield the message in pieces. An observation without a figure has no value and says why in its status."""
    yield _start(extract, kind, prepared_at)
    series = _specific if kind == "specific" else _generic
    for key, observations in extract.series():
        yield series(dict(zip(extract.components, key, strict=True)), observations)
    yield f"</message:DataSet></message:{_ROOTS[kind]}>\n"


def _start(extract: Extract, kind: Kind, prepared_at: datetime) -> str:
    dsd = f"DSD_{extract.flow}"
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={OWN_AGENCY}:{dsd}({VERSION}):ObsLevelDim:{TIME}"
    own = f" namespace={quoteattr(urn)}" if kind == "specific" else ""
    spaces = (
        f'xmlns:ss="{_SCHEMAS}/data/structurespecific" xmlns:ns1={quoteattr(urn)}'
        if kind == "specific"
        else f'xmlns:generic="{_SCHEMAS}/data/generic"'
    )
    attributes = (
        f'ss:structureRef="{dsd}" xsi:type="ns1:DataSetType" ss:dataScope="DataStructure" action="Replace"'
        if kind == "specific"
        else f'structureRef="{dsd}" action="Replace"'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<message:{_ROOTS[kind]} xmlns:message="{_SCHEMAS}/message" xmlns:common="{_SCHEMAS}/common" {spaces}'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<message:Header><message:ID>{extract.flow}</message:ID><message:Test>false</message:Test>"
        f"<message:Prepared>{prepared_at.isoformat(timespec='seconds')}</message:Prepared>"
        f'<message:Sender id="{OWN_AGENCY}"/>'
        f'<message:Structure structureID="{dsd}" dimensionAtObservation="{TIME}"{own}><common:Structure>'
        f'<Ref agencyID="{OWN_AGENCY}" id="{dsd}" version="{VERSION}" class="DataStructure"/></common:Structure>'
        f"</message:Structure></message:Header><message:DataSet {attributes}>\n"
    )


def _specific(key: dict[str, str], observations: Iterator[Observation]) -> str:
    codes = "".join(f" {name}={quoteattr(code)}" for name, code in key.items())
    lines = [f"<Obs {TIME}={quoteattr(each.period)}{_attributes(each)}/>" for each in observations]
    return f"<Series{codes}>{''.join(lines)}</Series>\n"


def _attributes(each: Observation) -> str:
    value = f" {VALUE}={quoteattr(each.value)}" if each.value is not None else ""
    flags = f" {FLAGS}={quoteattr(each.flags)}" if each.flags else ""
    return f"{value} {STATUS}={quoteattr(each.status)}{flags}"


def _generic(key: dict[str, str], observations: Iterator[Observation]) -> str:
    codes = "".join(_pair(name, code) for name, code in key.items())
    lines = "".join(map(_generic_observation, observations))
    return f"<generic:Series><generic:SeriesKey>{codes}</generic:SeriesKey>{lines}</generic:Series>\n"


def _generic_observation(each: Observation) -> str:
    value = f"<generic:ObsValue value={quoteattr(each.value)}/>" if each.value is not None else ""
    flags = _pair(FLAGS, each.flags) if each.flags else ""
    return (
        f'<generic:Obs><generic:ObsDimension id="{TIME}" value={quoteattr(each.period)}/>{value}'
        f"<generic:Attributes>{_pair(STATUS, each.status)}{flags}</generic:Attributes></generic:Obs>"
    )


def _pair(name: str, value: str) -> str:
    return f"<generic:Value id={quoteattr(name)} value={quoteattr(value)}/>"
