"""Reading SDMX-ML structure messages of whatever version: codelists and data structures, told by local names.

Enough to see what a publisher's codes are and to declare a dataset for them; libraries that insist on the whole
information model refuse many real files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import parse  # type: ignore[import-untyped]

from sojourn.evidence.loading.problems import refuse

_DIMENSIONS = ("Dimension", "MeasureDimension", "TimeDimension")
_CODELISTS = ("Codelist", "CodeList")
_STRUCTURES = ("DataStructure", "KeyFamily")


@dataclass(frozen=True)
class PublishedList:
    """A codelist as published: code → label."""

    agency: str
    id: str
    version: str
    codes: Mapping[str, str]


@dataclass(frozen=True)
class PublishedStructure:
    """A data structure as published: its dimensions in key order, each with the id of its codelist ("" for none)."""

    agency: str
    id: str
    version: str
    dimensions: Mapping[str, str]
    attributes: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """What a structure message holds."""

    codelists: tuple[PublishedList, ...]
    structures: tuple[PublishedStructure, ...]


def read_structure(path: Path) -> Published:
    """Read a structure message. Raises LoadRefused for XML that is broken, unsafe or holds no structure."""
    try:
        root = parse(path, forbid_dtd=True).getroot()
    except ParseError as error:
        why = f"the XML is broken or cut off ({str(error.msg).partition(':')[0]})."
        raise refuse("broken_xml", path.name, why, "Fetch it again.", line=error.position[0]) from error
    except DefusedXmlException as error:
        raise refuse("unsafe_xml", path.name, "the XML declares entities.", "Remove them.", line=1) from error
    lists = tuple(_codelist(each) for each in root.iter() if _local(each) in _CODELISTS and each.get("id"))
    structures = tuple(_structure(each) for each in root.iter() if _local(each) in _STRUCTURES and each.get("id"))
    if not lists and not structures:
        raise refuse("no_structure", path.name, "the message holds no structure.", "Ask for a data structure.", line=1)
    return Published(lists, structures)


def _codelist(element: Element) -> PublishedList:
    codes = {
        each.get("id") or each.get("value") or "": _name(each) for each in element if _local(each) in ("Code", "code")
    }
    return PublishedList(*_identity(element), codes)


def _structure(element: Element) -> PublishedStructure:
    found = [each for each in element.iter() if _local(each) in _DIMENSIONS and _word(each)]
    attributes = tuple(_word(each) for each in element.iter() if _local(each) == "Attribute" and _word(each))
    dimensions = {_word(each): _list_of(each) for each in found}
    return PublishedStructure(*_identity(element), dimensions, attributes)


def _identity(element: Element) -> tuple[str, str, str]:
    return element.get("agencyID", ""), element.get("id", ""), element.get("version", "")


def _word(element: Element) -> str:
    """The id of a component; 2.0 and messages that leave it out name the concept instead."""
    if word := element.get("id") or element.get("conceptRef"):
        return word
    for each in element.iter():
        if _local(each) == "ConceptIdentity":
            return next((ref.get("id", "") for ref in each.iter() if _local(ref) == "Ref"), "")
    return ""


def _list_of(element: Element) -> str:
    if word := element.get("codelist"):
        return word
    for each in element.iter():
        if _local(each) == "Enumeration":
            ref = next((ref.get("id", "") for ref in each.iter() if _local(ref) == "Ref"), "")
            return ref or (each.text or "").rpartition(":")[2].partition("(")[0].strip()
    return ""


def _name(element: Element) -> str:
    names = [each for each in element if _local(each) in ("Name", "Description")]
    english = [each for each in names if each.get("{http://www.w3.org/XML/1998/namespace}lang", "en") == "en"]
    return ((english or names or [element])[0].text or "").strip()


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
