"""A story: given, when, then, as its author wrote it, with places. docs/reference/stories.md lists every verb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sojourn.grammar.place import Place
from sojourn.grammar.source import Section


@dataclass(frozen=True)
class Given:
    """How the world stands when the story begins; everything but `at` may be left to the runner's defaults.

    `offices`, `members` and `forms` are by name; `entered` gives instants of stages walked before.
    """

    at: datetime
    offices: Mapping[str, Section]
    case: Section
    subject: Section
    members: Mapping[str, Section]
    stage: str
    entered: Section
    forms: Section
    hand: Section


@dataclass(frozen=True)
class StoryStep:
    """One verb with its words; a verb written with a bare word has it under the verb's first key."""

    verb: str
    words: Section
    place: Place


@dataclass(frozen=True)
class Story:
    """`rules` and `exits` are what the story claims to prove; `steps` run in order, `then` being the last `expect`."""

    title: str
    pack: str
    rules: tuple[tuple[str, Place], ...]
    exits: tuple[tuple[str, Place], ...]
    vignette: str
    given: Given
    steps: tuple[StoryStep, ...]
    path: Path
    place: Place
