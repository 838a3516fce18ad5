"""The rail of stages: the way a case has come, where it stands, and the main way ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sojourn.grammar.packs import Pack, Transition


@dataclass(frozen=True)
class Stop:
    """One stage on the rail; `state` is past, here or ahead, `entered_at` an ISO instant or ''."""

    name: str
    label: str
    state: str
    held: bool
    entered_at: str


@dataclass(frozen=True)
class Rail:
    """All stops and the words above them."""

    title: str
    place: str
    stops: tuple[Stop, ...]
    open: bool = True


def rail_of(pack: Pack, case: Mapping[str, Any], language: str) -> Rail:
    """Build the rail from the facts of a case (`case.stage`, `stage.<name>.entered` …)."""
    here = str(case.get("case.stage") or pack.start)
    visited = _visited(pack, case)
    ended = here in pack.stages and pack.stages[here].final
    names = list(dict.fromkeys([*visited, here])) if ended else _merged(main_way(pack), visited, here)
    at = names.index(here)
    held = bool(case.get("case.side_state"))
    stops = tuple(
        Stop(
            name,
            pack.label_of("stage", name, language),
            "here" if name == here else "past" if index < at else "ahead",
            held and name == here,
            str(case.get(f"stage.{name}.last_entered") or "") if index <= at else "",
        )
        for index, name in enumerate(names)
    )
    title = _("Stage: %(stage)s") % {"stage": pack.label_of("stage", here, language)}
    return Rail(title, "" if ended else f"{at + 1} / {len(names)}", stops)


def main_way(pack: Pack) -> list[str]:
    """The stages from the start to an end, by the first declared step forward from each."""
    order = list(pack.stages)
    way = [pack.start]
    while step := _step_on(pack, way[-1], order):
        way.append(step)
    return way


def _step_on(pack: Pack, stage: str, order: Sequence[str]) -> str:
    if stage not in order or pack.stages[stage].final:
        return ""
    ahead = [move for move in pack.transitions.values() if stage in move.sources and _is_forward(move, stage, order)]
    going_on = [move for move in ahead if not move.exit]
    chosen = going_on or [move for move in ahead if len(move.sources) == 1]
    return chosen[0].to if chosen else ""


def _is_forward(move: Transition, stage: str, order: Sequence[str]) -> bool:
    return not move.always and not move.broad and order.index(move.to) > order.index(stage)


def _visited(pack: Pack, case: Mapping[str, Any]) -> list[str]:
    entered = {name: case.get(f"stage.{name}.entered") for name in pack.stages}
    return sorted((name for name, at in entered.items() if at), key=lambda name: str(entered[name]))


def _merged(way: list[str], visited: list[str], here: str) -> list[str]:
    """The main way with the side stages that were really visited, each after the stage it was entered from."""
    merged = list(way)
    before = ""
    for name in [*visited, here]:
        if name not in merged:
            merged.insert(merged.index(before) + 1 if before else 0, name)
        before = name
    return merged
