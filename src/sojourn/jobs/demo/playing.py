"""Play a life on the real engine until it reaches a stage, and keep what came of it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from uuid import UUID

from sojourn.accounts.viewer import Post, Viewer
from sojourn.cases.actions import move_case
from sojourn.grammar.packs import Pack
from sojourn.grammar.source import Section
from sojourn.grammar.stories import Story, read_story
from sojourn.jobs.demo.names import Invented
from sojourn.jobs.stories import given
from sojourn.jobs.stories.result import Result
from sojourn.jobs.stories.verbs import DOING
from sojourn.jobs.stories.world import World

if TYPE_CHECKING:
    from sojourn.accounts.models import Office

_DAY = re.compile(r"(?<!\d)(202[5-7])-(\d\d)-(\d\d)(?!\d)")


# With one of these a life goes on to what comes after the stage it was to reach.
GOING_ON = ("attempt", "at", "wait")


@dataclass(frozen=True)
class Life:
    """One line of a pack's demo plan: which life, until which stage, and what then."""

    life: str
    until: str
    weight: int
    weeks: int
    then: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Place:
    """Where lives are played: the offices by their name in stories, and the users by (role, office code)."""

    offices: Mapping[str, Office]
    users: Mapping[tuple[str, str], UUID]


class Stage(World):
    """The world of a story, in real offices and with colleagues who can sign in."""

    place: Place

    def hand_of(self, words: Section) -> Viewer:
        """The colleague who has this role there; somebody who left long ago when there is none."""
        office = self.office(words.text("office")) if words.text("office") else self.case_office
        role = words.text("role", "caseworker")
        user = self.place.users.get((role, office.code))
        post = Post(office.pk, office.code, role, frozenset({self.pack.compartment} - {""}))
        return Viewer(user or super().hand_of(words).user_id, f"Testperson {role}", "en", (post,))


def play_life(pack: Pack, life: Life, who: Invented, place: Place, ends_on: date) -> UUID:
    """Play `life` so that its last step falls in the week of `ends_on`; return the id of its case."""
    text = Template((pack.folder / "demo" / f"{life.life}.yaml").read_text(encoding="utf-8")).substitute(who.words)
    last = _last_day(_story(text, pack.name), life.until, pack)
    story = _story(shifted(text, weeks_between(last, ends_on)), pack.name)
    stage = Stage(story, pack, Result(story.title, story.path))
    stage.place = place
    try:
        return _played(stage, life, place)
    finally:
        stage.close()


def _played(stage: Stage, life: Life, place: Place) -> UUID:
    given.set_up_in(stage, place.offices)
    for step in stage.story.steps:
        if stage.case.stage == life.until and step.verb in GOING_ON:
            break
        if step.verb != "expect":
            DOING[step.verb](stage, step.words)
    if stage.case.stage != life.until:
        raise RuntimeError(f"the life {life.life} ends in {stage.case.stage}, not in {life.until}")
    if life.then:
        move_case(case=stage.case, transition=life.then, reason=life.reason, by=stage.hand)
    return stage.case.pk


def _story(text: str, pack: str) -> Story:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "life.yaml"
        path.write_text(text, encoding="utf-8")
        return read_story(path, pack)


def _last_day(story: Story, until: str, pack: Pack) -> date:
    """The day of the step that leads to a stage."""
    now = story.given.at
    for step in story.steps:
        if step.verb == "at":
            now = datetime.fromisoformat(step.words.text("at"))
        transition = pack.transitions.get(step.words.text("transition")) if step.verb == "attempt" else None
        if transition is not None and transition.to == until:
            return now.date()
    return now.date() if until != pack.start else story.given.at.date()


def weeks_between(day: date, wanted: date) -> int:
    """Whole weeks from one day to the latest day not after the other, so that weekdays stay weekdays."""
    return (wanted - day).days // 7


def shifted(text: str, weeks: int) -> str:
    """Move every day of the years in which lives are written; birth dates and passports stay."""

    def move(found: re.Match[str]) -> str:
        day = date(int(found[1]), int(found[2]), int(found[3])) + timedelta(weeks=weeks)
        return day.isoformat()

    return _DAY.sub(move, text)
