"""The parts of a profile and the charts they hold, read from `structure.yaml` and `views.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sojourn.evidence.catalogue import catalogue
from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.source import Section as Yaml
from sojourn.grammar.source import read_yaml

HERE = Path(__file__).parent


@dataclass(frozen=True)
class SectionPlan:
    """One section: `text` says what its text is for ("" when it has none); `charts` are names of views."""

    id: str
    title: Mapping[str, str]
    text: str
    charts: tuple[str, ...]


@dataclass(frozen=True)
class PartPlan:
    """One part of the profile."""

    id: str
    title: Mapping[str, str]
    sections: tuple[SectionPlan, ...]


@dataclass(frozen=True)
class ViewQuery:
    """The cells that a chart shows: by `partner`, for the country in the dimension `country`."""

    dataset: str
    country: str
    partner: str
    where: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, tuple[str, ...]]
    scale: float


@dataclass(frozen=True)
class View:
    """One chart: a trend of indicators, a ranking, pyramid, corridors or map; `of` names the ranking a map shows."""

    name: str
    kind: str
    title: Mapping[str, str]
    by: Mapping[str, str]
    unit: str
    indicators: tuple[str, ...] = ()
    years: int = 35
    fold: str = ""
    of: str = ""
    outward: str = ""
    inward: bool = True
    queries: tuple[ViewQuery, ...] = ()


KINDS = ("trend", "ranking", "pyramid", "corridors", "flow_map")


@cache
def parts() -> tuple[PartPlan, ...]:
    """The parts in their order."""
    found = read_yaml(HERE / "structure.yaml")["parts"]
    return tuple(PartPlan(id, dict(one["title"]), tuple(_sections(one["sections"]))) for id, one in found.items())


@cache
def views() -> Mapping[str, View]:
    """Every chart by name; GrammarErrors when one names what is not there."""
    found = read_yaml(HERE / "views.yaml")["views"]
    faults: list[Fault] = []
    read = {name: _view(name, one, found, faults) for name, one in found.items()}
    if faults:
        raise GrammarErrors(faults)
    return read


def section_plan(id: str) -> SectionPlan:
    """One section by its id; KeyError when there is none."""
    return {section.id: section for part in parts() for section in part.sections}[id]


def _sections(found: Yaml) -> list[SectionPlan]:
    return [
        SectionPlan(id, dict(one["title"]), one.text("text"), tuple(one.get("charts") or ()))
        for id, one in found.items()
    ]


def _view(name: str, one: Yaml, every: Yaml, faults: list[Fault]) -> View:
    kind = one.text("kind")
    if kind not in KINDS:
        faults.append(Fault(one.place("kind"), "unknown_kind", f"`{kind}` is no kind of chart: {', '.join(KINDS)}"))
    of = one.text("of") or (one.text("inward") if kind == "corridors" else "")
    for other in (of, one.text("outward")):
        if other and other not in every:
            faults.append(Fault(one.place(), "unknown_view", f"{name}: there is no view `{other}`"))
    indicators = tuple(one.get("indicators") or ())
    for indicator in indicators:
        if indicator not in catalogue().indicators:
            faults.append(Fault(one.place("indicators"), "unknown_indicator", f"there is no indicator {indicator}"))
    return View(
        name=name,
        kind=kind,
        title=dict(one["title"]),
        by=dict(one.get("by") or {}),
        unit=one.text("unit", "persons"),
        indicators=indicators,
        years=int(one.get("years") or 35),
        fold=one.text("fold"),
        of=of,
        outward=one.text("outward"),
        inward=one.get("inward") is not False,
        queries=tuple(_query(each) for each in one.get("queries") or ()),
    )


def _codes(code: object) -> tuple[str, ...]:
    return tuple(str(each) for each in code) if isinstance(code, list) else (str(code),)


def _query(one: Yaml) -> ViewQuery:
    levels: dict[str, Any] = {"sexes": ("sex", "special"), "areas": ("country", "special", "historic")}
    return ViewQuery(
        dataset=one.text("dataset"),
        country=one.text("country", "geo"),
        partner=one.text("partner"),
        where={key: _codes(code) for key, code in (one.get("where") or {}).items()},
        levels={key: levels.get(word, (word,)) for key, word in (one.get("levels") or {}).items()},
        scale=float(one.get("scale") or 1),
    )
