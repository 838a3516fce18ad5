"""The page about stories shows every verb and every word of each, and its examples can be read."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

import pytest

from sojourn.grammar.stories import GIVEN, VERBS, read_story
from sojourn.jobs.stories.running import run_stories

PAGE = Path(__file__).parents[3] / "docs/reference/stories.md"
TEXT = PAGE.read_text()
EXAMPLES = [block for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.S) if block.startswith("- ")]
# Words that the page explains once for all verbs, under "Outcomes".
EVERYWHERE = {"refused", "only_includes", "problems", "says", "allowed"}


def test_every_verb_has_its_heading_and_every_word_is_mentioned():
    headings = {word for line in re.findall(r"^### (.+)$", TEXT, re.M) for word in line.split(", ")}
    assert headings == set(VERBS)
    missing = [f"{verb}.{word}" for verb, words in VERBS.items() for word in words
               if not re.search(rf"\b{word}\b", TEXT) and word not in EVERYWHERE]  # fmt: skip
    assert missing == []
    assert [word for word in GIVEN if f"`{word}`" not in TEXT and word != "cases"] == []


@pytest.mark.django_db
def test_its_whole_story_passes(tmp_path):
    (whole,) = re.findall(r"```yaml\n(story: .*?)```", TEXT, re.S)
    file = tmp_path / "whole.yaml"
    file.write_text(whole)
    played = run_stories([file])
    assert [str(one) for result in played.results for one in result.failures] == []
    assert played.summary == "1 passed, 0 failed"


@pytest.mark.django_db
def test_a_given_that_cannot_be_set_up_says_which_answers_are_missing(tmp_path):
    file = tmp_path / "short.yaml"
    file.write_text("story: x\npack: avrr\ngiven: {forms: {contact: {channel: visit}}}\nthen: {stage: enquiry}\n")
    (result,) = run_stories([file]).results
    assert "language: required" in result.failures[0].actual


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda block: block[2:20])
def test_its_examples_can_be_read(example, tmp_path):
    file = tmp_path / "example.yaml"
    steps = indent(example, "  ")
    file.write_text(f"story: example\nsteps:\n{steps}  - expect: {{stage: asked}}\n")
    assert read_story(file).steps
