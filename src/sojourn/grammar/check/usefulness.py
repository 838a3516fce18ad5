"""Is everything that is declared also used, and can it ever happen?"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sojourn.grammar.expressions import Expression
from sojourn.grammar.faults import Fault
from sojourn.grammar.packs import Do, Pack
from sojourn.grammar.place import Place


def usefulness_faults(pack: Pack, packs: Collection[str]) -> Iterator[Fault]:
    """Forms nobody is offered, guards nobody asks, reactions that hear nothing, packs that are not there."""
    offered = _offered(pack)
    for name, form in pack.forms.items():
        if name not in offered:
            message = f'no stage or transition offers the form "{name}": name it there, or under `anytime:`'
            yield Fault(form.form.place, "unused", message)
        if form.form.about == "member" and pack.members is None:
            message = f'"{name}" is about a member, but cases of this pack have no members'
            yield Fault(form.form.place, "no_members", message)
    asked = {guard for move in pack.transitions.values() for guard in move.guards}
    for guard in pack.guards.values():
        if guard.name not in asked:
            yield Fault(guard.place, "unused", f'no transition asks the guard "{guard.name}"')
    yield from _reaction_faults(pack, offered)
    yield from _fold_faults(pack)
    for do in _consequences(pack):
        if do.kind == "open_case" and do.params.get("pack") not in packs:
            yield Fault(do.place, "no_target", f'there is no pack "{do.params.get("pack")}"')
    for expression in expressions_of(pack):
        yield from (Fault(notice.place, notice.code, notice.message) for notice in expression.notices)


def expressions_of(pack: Pack) -> Iterator[Expression]:
    """Every expression of a pack, in its forms too."""
    found: list[object] = []
    for form in pack.forms.values():
        for step in form.steps:
            found += [step.relevant, step.calculation, step.required, step.constraint, step.choice_filter]
            found += [step.repeat_count, step.default]
    for guard in pack.guards.values():
        found += [guard.when, guard.need, *guard.shows.values()]
    for value in pack.values.values():
        found += [value.expression, value.where]
    for clock in pack.clocks.values():
        found += [mark.expression for mark in (*clock.starts, *clock.stops)]
        found += [part for length in clock.lengths for part in (length.expression, length.when)]
    found += [reaction.when for reaction in pack.reactions.values()]
    for measure in pack.measures.values():
        found += [measure.where, measure.at, measure.of, measure.number]
    yield from (one for one in found if isinstance(one, Expression))


def _offered(pack: Pack) -> set[str]:
    stages = {form for stage in pack.stages.values() for form in stage.forms}
    return stages | {move.form for move in pack.transitions.values()} | set(pack.anytime)


def _reaction_faults(pack: Pack, offered: Collection[str]) -> Iterator[Fault]:
    for reaction in pack.reactions.values():
        if all(kind == "form" and name not in offered for kind, name in reaction.on):
            yield Fault(
                reaction.place, "unreachable", f'the reaction "{reaction.name}" waits for a form nobody is offered'
            )


def _fold_faults(pack: Pack) -> Iterator[Fault]:
    if pack.members is not None:
        return
    each = (pack.guards, pack.clocks, pack.reactions)
    places: list[tuple[str, Place]] = [(one.name, one.place) for kind in each for one in kind.values() if one.each]
    places += [(value.name, value.place) for value in pack.values.values() if value.each or value.over]
    for name, place in places:
        yield Fault(place, "no_members", f'"{name}" looks at members, but cases of this pack have none')


def _consequences(pack: Pack) -> Iterator[Do]:
    for reaction in pack.reactions.values():
        yield from reaction.do
    for clock in pack.clocks.values():
        for step in clock.steps:
            yield from step.do
