"""The reintegration survey: exact scores, honest gaps, and no number without weights (avrr.md §2b, V3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sojourn.grammar.packs import Pack
from sojourn.grammar.source import read_yaml
from sojourn.kernel.refused import Refused

ECONOMIC = {
    "q01": "dissatisfied", "q02": "sometimes", "q03": "yes", "q04": "often",
    "q05": "debt_larger", "q06": "poor", "q07": "yes", "q08": ["tools"],
}  # fmt: skip
SOCIAL = {
    "q11": "good", "q12": "fair", "q13": "fair", "q14": "not_applicable", "q15": "poor", "q16": "yes",
    "q17": "fair", "q18": "good", "q19": "fair", "q20": "poor", "q21": "fair",
}  # fmt: skip
PSYCHOSOCIAL = {
    "q22": "rarely", "q23": "poor", "q24": "somewhat_disagree", "q25": "mostly",
    "q26": "sometimes", "q27": "often", "q28": "often", "q30": "no",
}  # fmt: skip
CEDAR: dict[str, Any] = {**ECONOMIC, **SOCIAL, **PSYCHOSOCIAL}
EQUAL = "equal-weight-v1"


def test_the_vignette_is_exact(avrr: Pack) -> None:
    scores = avrr.rules["rss_scores"](CEDAR, EQUAL)

    assert (scores.economic, scores.social, scores.psychosocial) == (
        Decimal("0.53125"), Decimal("0.55"), Decimal("0.3125"),
    )  # fmt: skip
    assert scores.composite == Decimal("1.39375") / 3
    assert avrr.rules["shown_score"](scores.composite) == Decimal("0.46")
    assert scores.profile == "equal-weight-v1@1"


def test_a_profile_without_weights_gives_no_number(avrr: Pack) -> None:
    with pytest.raises(Refused, match="weights not loaded") as refusal:
        avrr.rules["rss_scores"](CEDAR, "iom-rss-published")

    assert refusal.value.codes == ("weights_not_loaded",)


def test_loaded_weights_are_used_as_given(avrr: Pack) -> None:
    """One heavy item in each dimension shows that neither mean is the plain one."""
    dimensions = {item: "3" if item in ("q01", "q11", "q22") else "1" for item in CEDAR}
    loaded = {"iom-rss-published": {"dimensions": dimensions, "composite": {"q01": "1", "q11": "2", "q22": "1"}}}

    scores = avrr.rules["rss_scores"](CEDAR, "iom-rss-published", loaded=loaded)

    assert scores.economic == Decimal("4.75") / 10
    assert scores.social == Decimal("7.00") / 12
    assert scores.composite == (Decimal("0.25") + 2 * Decimal("0.75") + Decimal("0.25")) / 4


@pytest.mark.parametrize("answer", ["unknown", "declined", None, ""])
def test_an_answer_not_given_is_left_out(avrr: Pack, answer: str | None) -> None:
    scores = avrr.rules["rss_scores"]({**CEDAR, "q02": answer}, EQUAL)

    assert scores.economic == Decimal("3.75") / 7


def test_too_few_answers_give_no_score_and_no_composite(avrr: Pack) -> None:
    three_missing = {**CEDAR, "q22": "unknown", "q23": "declined", "q24": None}

    scores = avrr.rules["rss_scores"](three_missing, EQUAL)

    assert scores.psychosocial is None
    assert scores.composite is None
    assert scores.social == Decimal("0.55")


def test_exactly_the_least_share_is_enough(avrr: Pack) -> None:
    """Seven of the ten social items that apply are 70 % of their weight."""
    seven = {**CEDAR, "q19": "unknown", "q20": "unknown", "q21": "unknown"}

    assert avrr.rules["rss_scores"](seven, EQUAL).social == Decimal("4.25") / 7


def test_items_and_form_name_the_same_lists(avrr: Pack) -> None:
    items = read_yaml(avrr.folder / "rss" / "items.yaml")["items"]
    asked = {question.name: question.list_name for question in avrr.form("rss").form.walk() if question.is_select}

    assert {name: item["list"] for name, item in items.items()} == {name: asked[name] for name in items}
    assert len([name for name in asked if name.startswith("q")]) == 32


def test_every_scored_answer_lies_between_nothing_and_one(avrr: Pack) -> None:
    lists = [codes for name, codes in avrr.codes.items() if name.startswith("rss_")]
    scores = [Decimal(choice.extra["score"]) for codes in lists for choice in codes.choices if "score" in choice.extra]

    assert min(scores) == 0
    assert max(scores) == 1
