"""Can a case walk from the start to an end, and is no stage an island or a trap?"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.grammar.faults import Fault
from sojourn.grammar.packs import Pack


def journey_faults(pack: Pack) -> Iterator[Fault]:
    """Stages that cannot be reached or left, ways into an end that are not called exits, and no end at all."""
    reached = _reached(pack)
    ends = {stage.name for stage in pack.stages.values() if stage.final}
    if not ends and pack.stages:
        first = next(iter(pack.stages.values()))
        yield Fault(first.place, "no_end", "no stage is final: say `final: yes` where a case ends")
    leading = _leading_to(pack, ends)
    for stage in pack.stages.values():
        if stage.name not in reached:
            message = f'no transition leads from "{pack.start}" to the stage "{stage.name}"'
            yield Fault(stage.place, "unreachable", message)
        elif not stage.final and not _goes_on(pack, stage.name):
            message = f'the stage "{stage.name}" has no way out but those from `any`: add a transition from it'
            yield Fault(stage.place, "no_way_out", message)
        elif not stage.final and ends and stage.name not in leading:
            yield Fault(stage.place, "no_way_out", f'from the stage "{stage.name}" no end can be reached')
    for move in pack.transitions.values():
        if move.to in ends and not move.exit and not move.sources <= ends:
            message = f'"{move.name}" leads to the end "{move.to}": say `exit: yes`'
            yield Fault(move.place, "exit", message)
        if not move.sources & reached:
            yield Fault(move.place, "unreachable", f'"{move.name}" starts from no stage that a case can reach')


def _reached(pack: Pack) -> set[str]:
    reached, waiting = set(), [pack.start]
    while waiting:
        stage = waiting.pop()
        if stage not in reached:
            reached.add(stage)
            waiting.extend(move.to for move in pack.transitions.values() if stage in move.sources)
    return reached


def _leading_to(pack: Pack, ends: set[str]) -> set[str]:
    leading = set(ends)
    grown = True
    while grown:
        before = len(leading)
        for move in pack.transitions.values():
            if move.to in leading:
                leading |= move.sources
        grown = len(leading) > before
    return leading


def _goes_on(pack: Pack, stage: str) -> bool:
    """A way out of its own; leaving the programme from anywhere is no way on."""
    moves = [move for move in pack.transitions.values() if stage in move.sources and move.to != stage]
    return any(not move.broad or not move.exit for move in moves)
