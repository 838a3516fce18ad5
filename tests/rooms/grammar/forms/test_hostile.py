"""Fault F7 for forms: whatever is handed in, there is an answer or a clear problem, soon, and nothing breaks."""

import json
import random
import time

import pytest
from tests.rooms.grammar.forms.written import FAMILY, TRAVEL, asking, compiled

from sojourn.grammar.forms import CompiledForm

KINDS = [
    *(
        "integer",
        "decimal",
        "range",
        "date",
        "dateTime",
        "time",
        "select_one country",
        "select_multiple sex",
        "rank sex",
    ),
    *("image", "file", "audio", "video", "barcode", "geopoint", "geotrace", "geoshape", "acknowledge", "hidden"),
    *("start", "today", "username", "select_one yes_no or_other"),
]
EVERY_TYPE = asking(
    "type: text",
    more="".join(f"  - {{type: {kind}, name: q_{number}, label: Q}}\n" for number, kind in enumerate(KINDS)),
)
FORMS = [compiled(FAMILY), compiled(TRAVEL), EVERY_TYPE]
HUGE = "x" * 10_000_000
DEEP: dict[str, object] = {}
for _level in range(900):
    DEEP = {"children": DEEP, "child": [DEEP] if _level % 100 == 0 else DEEP}
VALUES = [
    None, "", " ", "yes", "no", "14", "1.000", "-5", "9" * 400, "9" * 5000, True, False, 0, 1, -1, 1e308,
    float("nan"), float("inf"), 10**400, [], [[]], ["yes"], ["a b"], [None], {}, {"x": 1}, [{}], [{"x": {}}], [1, 2],
    "\u202e", "abc\u2066‮def", "ש\u200fع", "\x00", "\ud800", "<script>alert(1)</script>", "=1+1", "2026-03-01",
    "2026-13-01", "2026-03-01T10:00:00+99:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "41 44",
    "ا" * 500, "${x}", "%s%n", "{value}", "{0.__class__}", b"bytes", object(), DEEP, [DEEP] * 3, list(range(600)),
    ["x"] * 1000, "1" * 300 + "." + "2" * 90, "٣٫٥", "１２", "²", "½", "一", "1e5", "--", "\u2028", ".", "T", "24:00",
    "-0", "00:00:60", "unknown",
]  # fmt: skip


def drawn(form: CompiledForm, luck: random.Random, rows: tuple[str, ...] = ()) -> dict[object, object]:
    """Answers to some questions of one level, many of them bad."""
    raw: dict[object, object] = {}
    for step in form.steps:
        if step.rows != rows or luck.random() < 0.3:
            continue
        if step.question.is_repeat and luck.random() < 0.8:
            inner = (*rows, step.name)
            raw[step.name] = [drawn(form, luck, inner) for _row in range(luck.choice([0, 1, 2, 5]))]
        elif step.choices is not None and luck.random() < 0.6:
            raw[step.name] = luck.choice(step.choices.names)
        else:
            raw[step.name] = HUGE if luck.random() < 0.002 else luck.choice(VALUES)
    if luck.random() < 0.1:
        raw[luck.choice(["zz", "__class__", 5, None, "a" * 10_000])] = luck.choice(VALUES)
    return raw


def hand_in(form: CompiledForm, raw: dict[object, object], language: str) -> None:
    """Hand answers in, and hold the promises: storable, repeatable, described, with a reason for every refusal."""
    cleaned = form.clean(raw, language=language)
    json.dumps(cleaned.answers, allow_nan=False).encode()
    assert all(problem.message and problem.code for problem in cleaned.problems)
    assert form.state(cleaned.answers).answers == cleaned.answers
    if cleaned.ok:
        assert form.clean(cleaned.answers).answers == cleaned.answers


def storm(seed: int, count: int) -> float:
    """Hand in `count` drawn submissions and return the longest that one took, in seconds of the processor."""
    luck = random.Random(seed)
    longest = 0.0
    for _submission in range(count):
        form = luck.choice(FORMS)
        raw = drawn(form, luck)
        began = time.process_time()
        hand_in(form, raw, luck.choice(["en", "ar", "fr", "xx", "../etc"]))
        longest = max(longest, time.process_time() - began)
    return longest


def test_a_small_storm_of_submissions():
    assert storm(seed=1, count=1_500) < 5


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10))
def test_a_great_storm_of_submissions(seed):
    assert storm(seed=1000 + seed, count=100_000) < 5


def test_rows_without_end_are_refused_quickly():
    form = compiled(FAMILY)
    many = [{"given": "x", "vaccination": [{} for _one in range(400)]} for _row in range(400)]
    began = time.process_time()

    cleaned = form.clean({"has_children": "yes", "child": many})

    assert "too_many" in {problem.code for problem in cleaned.problems}
    assert time.process_time() - began < 2


def test_counts_without_end_make_no_rows_without_end():
    form = compiled(
        """
form: bomb
version: "1"
label: Bomb
survey:
  - {type: integer, name: n, label: N}
  - type: begin_repeat
    name: a
    label: A
    repeat_count: ${n}
    children:
      - type: begin_repeat
        name: b
        label: B
        repeat_count: ${n}
        children:
          - {type: text, name: c, label: C}
"""
    )
    began = time.process_time()

    cleaned = form.clean({"n": "999999999"})

    assert len(json.dumps(cleaned.answers)) < 1_000_000
    assert time.process_time() - began < 2
