"""Play one story: set it up, take its steps, compare; then roll everything back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from sojourn.grammar.packs import catalogue
from sojourn.grammar.stories import Story, StoryStep
from sojourn.jobs.stories.expecting import compare
from sojourn.jobs.stories.given import set_up
from sojourn.jobs.stories.result import Failure, Result
from sojourn.jobs.stories.verbs import DOING
from sojourn.jobs.stories.world import World, plain
from sojourn.kernel.refused import Refused

# Words of a step that say what should come of it.
OUTCOMES = {"refused", "problems", "says", "allowed"}


class _Over(Exception):
    """Ends the transaction of a story."""


def play(story: Story) -> Result:
    """Play a story on the connected database and return what came of it; nothing of it stays."""
    result = Result(story.title, story.path)
    world = World(story, catalogue().pack(story.pack), result)
    try:
        with transaction.atomic(), _files_aside():
            _steps(world)
            raise _Over
    except _Over:
        pass
    finally:
        world.close()
    return result


@contextmanager
def _files_aside() -> Iterator[None]:
    """Let files be kept in a folder that goes when the story ends, as its rows do."""
    before = settings.ATTACHMENTS
    with tempfile.TemporaryDirectory(prefix="sojourn-story-") as folder:
        settings.ATTACHMENTS = Path(folder)
        try:
            yield
        finally:
            settings.ATTACHMENTS = before


def _steps(world: World) -> None:
    try:
        set_up(world)
    except Exception as error:
        told = f"refused: {_told(error)}" if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
        world.result.failures.append(Failure(world.story.place, "given", "can be set up", told))
        return
    for step in world.story.steps:
        if not _step(world, step):
            break


def _step(world: World, step: StoryStep) -> bool:
    """Take one step; return whether the story can go on."""
    if step.verb == "expect":
        compare(world, step.words)
        return True
    refusal: Refused | None = None
    try:
        DOING[step.verb](world, step.words)
    except Refused as refused:
        refusal = refused
    except ObjectDoesNotExist:
        refusal = None
        world.result.check(step.place, step.verb, "the case is there", "404: it is not there for this person", False)
        return False
    except Exception as error:
        world.result.check(step.place, step.verb, "it can be done", f"{type(error).__name__}: {error}", False)
        return False
    _outcome(world, step, refusal)
    return True


def _outcome(world: World, step: StoryStep, refusal: Refused | None) -> None:
    words, result = step.words, world.result
    name = " ".join(filter(None, (step.verb, words.text("transition") or words.text("form"))))
    wanted = OUTCOMES & set(words)
    if refusal is None:
        if "refused" in wanted or "problems" in wanted:
            expected = plain(words.get("refused") or words.get("problems"))
            result.check(step.place, f"{name} is refused", expected, "it was done", False)
        elif wanted:
            result.check(step.place, f"{name} is allowed", "it is done", "it was done", True)
        return
    if not wanted & {"refused", "problems"}:
        result.check(step.place, f"{name} is allowed", "it is done", f"refused: {_told(refusal)}", False)
        return
    _compare_refusal(world, step, name, refusal)


def _compare_refusal(world: World, step: StoryStep, name: str, refusal: Refused) -> None:
    words, result = step.words, world.result
    only_some = words.text("only_includes") == "yes"
    if "refused" in words:
        held = words["refused"]
        expected = {str(code) for code in held} if isinstance(held, list) else {words.text("refused")}
        actual = set(refusal.codes)
        met = expected <= actual if only_some else expected == actual
        result.check(step.place, f"{name} is refused", expected, f"{sorted(actual)}: {_told(refusal)}", met)
    if "problems" in words:
        wanted = plain(words["problems"])
        found = {_question(reason.field, wanted): reason.code for reason in refusal.reasons}
        met = all(found.get(field) == code for field, code in wanted.items()) and (
            only_some or len(found) == len(wanted)
        )
        result.check(step.place, f"{name} has problems", wanted, {**found, "": _told(refusal)}, met)
    if "says" in words:
        said = words.text("says")
        result.check(step.place, f"{name} says", said, _told(refusal), said in str(refusal))


def _question(path: str, wanted: Mapping[str, Any]) -> str:
    """A question in a row may be named with its path ("segment[1].arrives") or without."""
    last = path.rpartition(".")[2]
    return last if last in wanted else path


def _told(refusal: Refused) -> str:
    return "; ".join(
        f"{reason.field}: {reason.code} ({reason})" if reason.field else f"{reason.code} ({reason})"
        for reason in refusal.reasons
    )
