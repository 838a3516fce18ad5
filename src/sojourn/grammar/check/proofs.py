"""Is every rule, guard and exit told in a story that shows it at work?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from sojourn.grammar.faults import Fault, GrammarErrors
from sojourn.grammar.packs import Pack
from sojourn.grammar.place import Place
from sojourn.grammar.source import Items
from sojourn.grammar.stories import Story, read_story, story_faults


def proof_faults(pack: Pack, roles: Collection[str], *, in_folder: Path | None = None) -> Iterator[Fault]:
    """Faults of the stories themselves, and what no story tells.

    With `in_folder` (an overlay's) only the stories there are looked at: the rest is the pack's own.
    """
    stories = []
    for path in pack.stories:
        if in_folder is not None and not path.is_relative_to(in_folder):
            continue
        try:
            story = read_story(path, pack.name)
        except GrammarErrors as errors:
            yield from errors.faults
            continue
        stories.append(story)
        if story.pack == pack.name:
            yield from story_faults(story, pack, roles)
    if in_folder is None:
        yield from _untold(pack, [story for story in stories if story.pack == pack.name])


def _untold(pack: Pack, stories: list[Story]) -> Iterator[Fault]:
    told = {word for story in stories for word, _ in story.rules} | {
        word for story in stories for word in _refused(story)
    }
    for rule, place in _rules(pack):
        if rule not in told:
            yield Fault(place, "no_story", f"no story tells rule {rule}: name it under `rules:` of one")
    for guard in pack.guards.values():
        if not guard.rule and guard.name not in told:
            message = f'no story tells the guard "{guard.name}": attempt a step that it refuses'
            yield Fault(guard.place, "no_story", message)
    for move in pack.transitions.values():
        if move.exit and not any(_tells_exit(story, move.name, move.to) for story in stories):
            message = f'no story leaves by "{move.name}": name it under `exits:` of one that attempts it'
            yield Fault(move.place, "no_story", message)


def _rules(pack: Pack) -> Iterator[tuple[str, Place]]:
    seen: set[str] = set()
    for bearers in (pack.guards, pack.four_eyes, pack.transitions, pack.clocks, pack.reactions):
        for bearer in bearers.values():
            if bearer.rule and bearer.rule not in seen:
                seen.add(bearer.rule)
                yield bearer.rule, bearer.place
    for state in pack.side_states.values():
        for lift in (state.lift, *state.lift_by_reason.values()):
            if lift.rule and lift.rule not in seen:
                seen.add(lift.rule)
                yield lift.rule, state.place


def _refused(story: Story) -> Iterator[str]:
    for step in story.steps:
        held = step.words.get("refused")
        yield from (held.text(n) for n in range(len(held))) if isinstance(held, Items) else [step.words.text("refused")]


def _tells_exit(story: Story, transition: str, stage: str) -> bool:
    named = {word for word, _ in story.exits}
    attempted = any(
        step.verb == "attempt" and step.words.text("transition") == transition and "refused" not in step.words
        for step in story.steps
    )
    return attempted and bool(named & {transition, stage})
