"""Reading stories."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.rooms.grammar.examples import ACCREDITATION

from sojourn.grammar.faults import GrammarErrors
from sojourn.grammar.stories import read_story


def story(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "story.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_story_is_read_with_its_steps_in_order(tmp_path: Path):
    read = read_story(story(tmp_path, ACCREDITATION["stories/accredited.yaml"]), "accreditation")
    assert read.pack == "accreditation"
    assert read.title.startswith("A recruiter who charges nobody")
    assert [word for word, _ in read.rules] == ["ACC-R02", "profile_filled"]
    assert read.given.at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert read.given.hand.text("role") == "caseworker"
    assert [step.verb for step in read.steps] == [
        "attempt", "fill", "attempt", "as", "fill", "attempt", "as", "attempt", "expect",
    ]  # fmt: skip
    assert read.steps[0].words.text("transition") == "assess"
    assert (read.steps[0].place.line, read.steps[0].place.column) == (6, 5)


def test_when_and_then_are_the_short_form(tmp_path: Path):
    read = read_story(story(tmp_path, ACCREDITATION["stories/refused.yaml"]), "accreditation")
    assert [step.verb for step in read.steps][-2:] == ["attempt", "expect"]
    assert read.steps[-1].words.text("stage") == "refused"
    assert read.given.stage == "assessing"


def test_a_bare_word_stands_under_the_first_word_of_its_verb(tmp_path: Path):
    text = "story: x\nsteps:\n  - task_done: hurry\n  - accept_handover: yes\n  - worker: run\n  - expect: {stage: a}\n"
    steps = read_story(story(tmp_path, text), "accreditation").steps
    assert [dict(step.words) for step in steps] == [{"code": "hurry"}, {}, {"do": "run"}, {"stage": "a"}]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("story: x\n", "nothing happens in this story"),
        ("story: x\nsteps:\n  - wait: {hours: 2}\n", "expects nothing"),
        ("steps:\n  - expect: {stage: a}\n", '"story" is missing'),
        ("story: x\nsteps:\n  - wait: {hour: 2}\n  - expect: {stage: a}\n", 'did you mean "hours"'),
        ("story: x\nsteps:\n  - {wait: 2, expect: {stage: a}}\n", "a step is one"),
        ("story: x\ngiven: {at: 2026-03-02T09:00}\nsteps:\n  - expect: {stage: a}\n", "has no offset"),
        ("story: x\ngiven: {at: tomorrow}\nsteps:\n  - expect: {stage: a}\n", "is no instant"),
        ("story: x\nsteps:\n  - attempt: {transition: go, allowed: no}\n", "`allowed` is `yes`"),
        ("story: x\nsteps:\n  - attempt: {transition: go, allowed: yes, refused: [a]}\n", "either `allowed`"),
        ("story: x\nsteps: {expect: {stage: a}}\n", "is a list of steps"),
    ],
)
def test_what_is_no_story_is_refused(tmp_path: Path, text: str, says: str):
    with pytest.raises(GrammarErrors, match=says):
        read_story(story(tmp_path, text))
