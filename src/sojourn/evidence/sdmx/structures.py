"""The structure of a dataset in SDMX: dataflow, data structure, concepts, codelists, and what is available."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pysdmx.model import (
    Agency,
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    ItemReference,
    Role,
)

from sojourn.evidence.codes import codelist
from sojourn.evidence.sdmx.concepts import concept
from sojourn.evidence.sdmx.extract import FLAGS, STATUS, TIME, VALUE, VERSION, Extract
from sojourn.evidence.sdmx.fit import OWN_AGENCY
from sojourn.evidence.store import Dataset

SCHEME = "SOJOURN_CONCEPTS"


def codelist_id(name: str) -> str:
    """The SDMX id of a codelist of ours."""
    return f"CL_{name.upper()}"


def structure_artefacts(extract: Extract) -> list[Any]:
    """Codelists (only the codes that occur), concepts, data structure and dataflow of a dataset, for a message."""
    return [*codelists(extract), concepts([extract.dataset]), data_structure(extract), dataflow(extract.dataset)]


def codelists(extract: Extract) -> list[Codelist]:
    """The codelists a dataset uses, reduced to the codes that occur in it, and that of statuses."""
    codes: dict[str, dict[str, None]] = {}
    for each in extract.dataset.dimensions:
        codes.setdefault(each.codelist, {}).update(dict.fromkeys(extract.used(each.name)))
    found = [_codelist(name, list(used)) for name, used in codes.items()]
    return [*found, _codelist("obs_status", list(codelist("obs_status").codes))]


def whole_codelist(name: str) -> Codelist:
    """A codelist of ours with all of its codes."""
    return _codelist(name, list(codelist(name).codes))


def _codelist(name: str, codes: Sequence[str]) -> Codelist:
    known = codelist(name)
    items = [Code(code, name=known.label(code)) for code in codes]
    title = name.replace("_", " ").capitalize()
    partial = len(codes) < len(known.codes)
    return Codelist(codelist_id(name), name=title, version=VERSION, agency=OWN_AGENCY, items=items, is_partial=partial)


def concepts(datasets: Sequence[Dataset]) -> ConceptScheme:
    """Every concept these datasets use."""
    names = dict.fromkeys(name for each in datasets for name in each.names)
    words = [concept(name) for name in (*names, "time_period", "obs_value", "obs_status", "flags")]
    items = [Concept(word.id, name=word.label) for word in words]
    return ConceptScheme(SCHEME, name="Concepts of Sojourn", version=VERSION, agency=OWN_AGENCY, items=items)


def dataflow(dataset: Dataset) -> Dataflow:
    """The dataflow of a dataset."""
    word = dataset.id.upper()
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={OWN_AGENCY}:DSD_{word}({VERSION})"
    return Dataflow(word, name=dataset.title, version=VERSION, agency=Agency(OWN_AGENCY), structure=urn)


def data_structure(extract: Extract) -> DataStructureDefinition:
    """The data structure of a dataset: its dimensions, the period, the value, status and flags."""
    dataset = extract.dataset
    dimensions = [
        _component(concept(each.name).id, Role.DIMENSION, DataType.STRING, codes=_bare(each.codelist))
        for each in dataset.dimensions
    ]
    word = f"DSD_{dataset.id.upper()}"
    parts = [
        *dimensions,
        _component(TIME, Role.DIMENSION, DataType.PERIOD),
        _component(VALUE, Role.MEASURE, DataType.DOUBLE),
        _component(STATUS, Role.ATTRIBUTE, DataType.STRING, codes=_bare("obs_status")),
        _component(FLAGS, Role.ATTRIBUTE, DataType.STRING),
    ]
    return DataStructureDefinition(
        word, name=dataset.title, version=VERSION, agency=OWN_AGENCY, components=Components(parts)
    )


def _bare(name: str) -> Codelist:
    return Codelist(codelist_id(name), version=VERSION, agency=OWN_AGENCY, name=name)


def _component(word: str, role: Role, kind: DataType, codes: Codelist | None = None) -> Component:
    reference = ItemReference("Concept", OWN_AGENCY, SCHEME, VERSION, word)
    attached = "O" if role is Role.ATTRIBUTE else None
    required = role is Role.DIMENSION
    return Component(word, required, role, reference, local_dtype=kind, local_codes=codes, attachment_level=attached)
