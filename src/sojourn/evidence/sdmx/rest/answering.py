"""Answering a question of SDMX REST out of the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pysdmx.model import AvailabilityConstraint
from pysdmx.model.constraint import ConstraintAttachment, CubeKeyValue, CubeRegion, CubeValue

from sojourn.evidence.codes import codelist, codelist_names
from sojourn.evidence.sdmx.concepts import concept
from sojourn.evidence.sdmx.export import FORMATS, export, see_that_it_may_leave
from sojourn.evidence.sdmx.extract import Extract, extract
from sojourn.evidence.sdmx.fit import OWN_AGENCY
from sojourn.evidence.sdmx.rest.choosing import wanted_of
from sojourn.evidence.sdmx.rest.fault import Fault, no_results
from sojourn.evidence.sdmx.rest.media import DATA, STRUCTURE, format_for
from sojourn.evidence.sdmx.rest.question import Question
from sojourn.evidence.sdmx.structures import (
    SCHEME,
    codelist_id,
    concepts,
    dataflow,
    structure_artefacts,
    whole_codelist,
)
from sojourn.evidence.sdmx.write_structures import write_structures
from sojourn.evidence.store import Dataset, Reading
from sojourn.kernel.refused import Refused

NO_REFERENCES = ("", "none", "parents")


@dataclass(frozen=True)
class Answer:
    """A text, or a file that was written, with its media type and the name to keep it under."""

    media_type: str
    text: str = ""
    file: Path | None = None
    name: str = ""


def answer(question: Question, accept: str, reading: Reading, scratch: Path, now: datetime) -> Answer:
    """Answer a question; data are written to a file in `scratch`.

    Raises Fault: 404 for what is not there, 403 for a licence that forbids it, 400 for what can't be read, 406 for a
    format not offered, 501 for parts of the standard that are not.
    """
    if question.about == "data":
        return _data(question, accept, reading, scratch, now)
    default = "sdmx-ml-2.1" if question.version == "2.1" else "sdmx-json-2.0"
    kind = format_for(accept, question.words.get("format", ""), STRUCTURE, default)
    found = _availability(question, reading) if question.about == "availability" else _structures(question, reading)
    return Answer(STRUCTURE[kind], write_structures(found, kind, now))


def _data(question: Question, accept: str, reading: Reading, scratch: Path, now: datetime) -> Answer:
    default = "sdmx-ml-generic" if question.version == "2.1" else "sdmx-json"
    kind = format_for(accept, question.words.get("format", ""), DATA, default)
    taken = _extract(question, reading)
    try:
        see_that_it_may_leave(taken.dataset)
    except Refused as refused:
        raise Fault(403, 110, str(refused)) from refused
    target = scratch / f"{taken.dataset.id}.{FORMATS[kind][0]}"
    if not taken.count():
        raise no_results(f"{taken.flow} has no observation for this question.")
    export(taken, kind, target, now)
    return Answer(DATA[kind], file=target, name=target.name)


def _extract(question: Question, reading: Reading) -> Extract:
    for dataset in _matching(question, reading):
        return extract(reading, dataset.id, wanted_of(question, dataset))
    raise no_results(f"There is no dataflow {question.id or '(none named)'} with figures here.")


def _matching(question: Question, reading: Reading) -> Iterator[Dataset]:
    """The loaded datasets a question names: by dataflow or by data structure."""
    if question.agency not in ("", OWN_AGENCY):
        return
    wanted = question.id.upper().removeprefix("DSD_") if question.kind == "datastructure" else question.id.upper()
    for dataset in reading.datasets.values():
        if (not wanted and question.about == "structure") or dataset.id.upper() == wanted:
            yield dataset


def _availability(question: Question, reading: Reading) -> list[Any]:
    taken = _extract(question, reading)
    wanted = question.component.upper()
    names = [name for name in (*taken.dataset.names, "time_period") if wanted in ("", concept(name).id)]
    if not names:
        raise no_results(f"{taken.flow} has no component {wanted}.")
    values = [CubeKeyValue(concept(name).id, [CubeValue(code) for code in taken.used(name)]) for name in names]
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={taken.structure}"
    attached = ConstraintAttachment(None, dataflows=[urn])
    region = CubeRegion(values)
    return [AvailabilityConstraint(constraint_attachment=attached, cube_region=region, obs_count=taken.count())]


def _structures(question: Question, reading: Reading) -> Sequence[Any]:
    if question.kind == "codelist":
        names = [name for name in codelist_names() if question.id.upper() in ("", codelist_id(name))]
        found: list[Any] = [whole_codelist(name) for name in names if question.id or len(codelist(name).codes) < 1000]
    elif question.kind == "conceptscheme":
        found = [concepts(list(reading.datasets.values()))] if question.id in ("", SCHEME) else []
    else:
        found = _flows(question, reading)
    if not found and question.id:
        raise no_results(f"There is no {question.kind} {question.id} here.")
    return found


def _flows(question: Question, reading: Reading) -> list[Any]:
    datasets = list(_matching(question, reading))
    if question.kind == "dataflow" and question.words.get("references", "") in NO_REFERENCES:
        return [dataflow(dataset) for dataset in datasets]
    found: dict[tuple[str, str], Any] = {}
    for dataset in datasets:
        for each in structure_artefacts(extract(reading, dataset.id)):
            found.setdefault((type(each).__name__, each.id), each)
    if len(datasets) > 1:
        # Lists reduced to what one dataset uses would be too short for another.
        found = {key: _whole(each, datasets) for key, each in found.items()}
    return list(found.values())


def _whole(artefact: Any, datasets: Sequence[Dataset]) -> Any:
    if artefact.id == SCHEME:
        return concepts(datasets)
    names = {codelist_id(name): name for name in codelist_names()}
    return whole_codelist(names[artefact.id]) if artefact.id in names else artefact
