"""Stories about somebody who is here twice: the record made before, what people judge of it, and what is seen of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sojourn.cases.actions import Joining, open_case, place_case
from sojourn.cases.actions.identities import judge_people
from sojourn.cases.queries import members_of
from sojourn.cases.queries.earlier import earlier_help
from sojourn.cases.queries.identities import waiting_about
from sojourn.grammar.source import Section
from sojourn.jobs.stories.given import particulars
from sojourn.jobs.stories.world import World, plain
from sojourn.subjects.actions import suggest_pairs

_ABOUT_THE_CASE = ("person", "stage", "at", "allowed", "refused")


def known_before(world: World, words: Section) -> None:
    """Open another case of the same programme in the case's office, about a record of its own, as a machine."""
    hand = world.hand
    world.act_as(world.machine)
    said = {name: value for name, value in plain(words).items() if name not in _ABOUT_THE_CASE}
    made = open_case(
        pack=world.pack.name, office=world.case_office, members=[Joining("principal", None, particulars(said))],
        by=world.machine,
    )  # fmt: skip
    if stage := words.text("stage"):
        at = words.text("at")
        place_case(
            case=made, stage=stage, entered={stage: datetime.fromisoformat(at)} if at else None, by=world.machine
        )
    world.known_before[words.text("person")] = made.subject
    world.act_as(hand)


def judge(world: World, words: Section) -> None:
    """Let the person who acts judge whether a member and somebody known before are one person."""
    member = world.member(words) or next(iter(world.members.values()))
    judge_people(
        one=member.subject_id, other=world.known_before[words.text("person")].pk, verdict=words.text("verdict"),
        reason=words.text("reason", "both were looked at together"), by=world.hand,
    )  # fmt: skip


def compare_people(world: World) -> None:
    """Let the worker compare the people of this story."""
    suggest_pairs(people=[*_members(world), *(subject.pk for subject in world.known_before.values())])


def duplicates(world: World, expected: Any) -> Any:
    """How many pairs with a member of the case wait for the person who looks."""
    found = {pair.pk for id in _members(world) for pair in waiting_about(world.hand, id)}
    yield "likely duplicates", int(expected), len(found), len(found) == int(expected)


def helped(world: World, expected: Any) -> Any:
    """How many earlier cases with help the person who looks is shown."""
    found = len(earlier_help(world.hand, world.case, world.pack))
    yield "earlier help", int(expected), found, found == int(expected)


def _members(world: World) -> list[UUID]:
    return [member.subject_id for member in members_of(world.handle)]
