"""Read a story from YAML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.packs.folder import shown
from sojourn.grammar.packs.reading import Reader
from sojourn.grammar.place import Place
from sojourn.grammar.source import Items, Section, read_yaml
from sojourn.grammar.stories.story import Given, Story, StoryStep
from sojourn.grammar.stories.verbs import GIVEN, TOP, VERBS

_BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def read_story(path: Path, pack: str = "") -> Story:
    """Read one story; `pack` is the pack whose folder holds it. Raises GrammarErrors with every fault and its place."""
    section = read_yaml(path, shown(path))
    reader = Reader()
    reader.keys(section, TOP, "a story")
    story = Story(
        title=reader.text(section, "story", required=True),
        pack=reader.text(section, "pack", pack),
        rules=tuple(reader.words(section, "rules")),
        exits=tuple(reader.words(section, "exits")),
        vignette=reader.text(section, "vignette"),
        given=_given(reader, reader.section(section, "given")),
        steps=tuple(_steps(reader, section)),
        path=path,
        place=section.own_place,
    )
    if not story.steps:
        reader.fault(
            section.place(), "missing_key", "nothing happens in this story: add `steps:`, or `when:` and `then:`"
        )
    if not any(_proves(step) for step in story.steps):
        reader.fault(
            section.place(), "proves_nothing", "the story expects nothing: add `expect:`, `allowed:` or `refused:`"
        )
    if reader.faults:
        raise GrammarErrors(reader.faults)
    return story


def _given(reader: Reader, section: Section) -> Given:
    reader.keys(section, GIVEN, "given")
    return Given(
        at=_instant(reader, section, "at") or _BEGIN,
        offices=dict(reader.named(section, "offices")),
        case=reader.section(section, "case"),
        subject=reader.section(section, "subject"),
        members=dict(reader.named(section, "members")),
        stage=reader.text(section, "stage"),
        entered=reader.section(section, "entered"),
        forms=reader.section(section, "forms"),
        hand=_words(section, "as", "role"),
    )


def _steps(reader: Reader, section: Section) -> Iterator[StoryStep]:
    for key in ("steps", "when"):
        items = section.get(key)
        if isinstance(items, Items):
            for index, item in enumerate(items):
                yield from _step(reader, item, items.place(index))
        elif items is not None:
            reader.fault(section.place(key), "shape", f'"{key}" is a list of steps, each `- verb: …`')
    if "then" in section:
        yield from _verb(reader, "expect", _then(section), section.place("then"))


def _then(section: Section) -> Section:
    held = Section(section.own_place)
    held.put("expect", section.key_place("then"), section["then"], section.place("then"), None)
    return held


def _step(reader: Reader, item: object, place: Place) -> Iterator[StoryStep]:
    if not isinstance(item, Section) or len(item) != 1:
        reader.fault(place, "shape", "a step is one `- verb: …`; start a new `-` for the next verb")
        return
    verb = next(iter(item))
    if reader.target(verb, VERBS, item.key_place(verb), "verb"):
        yield from _verb(reader, verb, item, place)


def _verb(reader: Reader, verb: str, item: Section, place: Place) -> Iterator[StoryStep]:
    words = _words(item, verb, VERBS[verb][0])
    reader.keys(words, VERBS[verb], f"`{verb}`")
    if verb == "at":
        _instant(reader, words, "at")
    if "allowed" in words:
        _allowed(reader, words)
    yield StoryStep(verb, words, place)


def _allowed(reader: Reader, words: Section) -> None:
    place = words.place("allowed")
    if words.text("allowed") != "yes":
        reader.fault(place, "shape", "`allowed` is `yes`; to expect a refusal, write `refused:` with its reasons")
    elif "refused" in words or "problems" in words:
        reader.fault(place, "shape", "a step is either `allowed` or refused: take one of the two out")


def _words(section: Section, key: str, first: str) -> Section:
    """The mapping at `key`; a bare word stands under the verb's first key, and a mere `yes` for no words at all."""
    held = section.get(key)
    if isinstance(held, Section):
        return held
    made = Section(section.place(key))
    if held is not None and held is not True and held != "yes":
        made.put(first, section.key_place(key), held, section.place(key), section.text(key) or None)
    return made


def _instant(reader: Reader, section: Section, key: str) -> datetime | None:
    text = reader.text(section, key)
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        reader.fault(section.place(key), "shape", f'"{text}" is no instant: write 2026-03-01T10:00+01:00')
        return None
    if found.tzinfo is None:
        reader.fault(section.place(key), "shape", f'"{text}" has no offset: write {text}+00:00 or the one meant')
        return None
    return found


def _proves(step: StoryStep) -> bool:
    return step.verb == "expect" or bool({"refused", "problems", "allowed"}.intersection(step.words))
