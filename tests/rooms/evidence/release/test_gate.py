"""What the gate hides, what it shows, and what it says."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from sojourn.evidence.release.axes import Axis, flat, tree
from sojourn.evidence.release.facts import Contribution, facts_of
from sojourn.evidence.release.gate import prepare, publish
from sojourn.evidence.release.log import ReleaseLog
from sojourn.evidence.release.rules import Rule
from sojourn.kernel.refused import Refused

# rights-and-data-protection.md, vignette V4
V4 = facts_of("v4", "1", ("sex", "disability"), {
    ("women", "with"): 3, ("women", "without"): 40, ("men", "with"): 12, ("men", "without"): 55,
})  # fmt: skip
V4_TABLE = [flat("sex", ["women", "men"]), flat("disability", ["with", "without"])]


def test_v4_all_four_are_hidden_and_the_margins_kept():
    release = prepare(V4, V4_TABLE, Rule(5))
    assert release.hidden == set(itertools.product(["women", "men"], ["with", "without"]))
    assert release.unsafe == {("women", "with"): "small_count"}
    assert release.figures["_T", "_T"].value == 110
    assert (release.proof.low[0], release.proof.high[0]) == (0, 15)
    assert release.proof.holds(release.known)
    assert [warning.code for warning in release.warnings] == []


def test_zero_is_shown_as_zero_and_hidden_has_no_value():
    facts = facts_of("z", "1", ("a", "b"), {("1", "x"): 0, ("1", "y"): 9, ("2", "x"): 8, ("2", "y"): 7})
    release = prepare(facts, [flat("a", "12"), flat("b", "xy")], Rule(5))
    assert (release.figures["1", "x"].value, release.figures["1", "x"].status) == (0, "A")
    hidden = prepare(V4, V4_TABLE, Rule(5)).figures["women", "with"]
    assert (hidden.value, hidden.status) == (None, "Q")


@pytest.mark.parametrize("count", range(8))
def test_the_threshold_itself_is_safe_and_one_below_is_not(count):
    facts = facts_of("t", "1", ("a",), {("1",): count, ("2",): 50, ("3",): 60})
    assert (("1",) in prepare(facts, [flat("a", "123")], Rule(5)).hidden) == (0 < count < 5)


def test_the_threshold_is_a_choice():
    assert prepare(V4, V4_TABLE, Rule(3)).hidden == frozenset()
    assert prepare(V4, V4_TABLE, Rule(13)).unsafe.keys() == {("women", "with"), ("men", "with")}


def test_a_hierarchy_is_protected_through_its_regions():
    parents = {"world": None, "east": "world", "west": "world", "E1": "east", "E2": "east", "W1": "west", "W2": "west"}
    facts = facts_of("h", "1", ("geo", "sex"), {
        ("E1", "F"): 2, ("E1", "M"): 20, ("E2", "F"): 30, ("E2", "M"): 40,
        ("W1", "F"): 50, ("W1", "M"): 60, ("W2", "F"): 70, ("W2", "M"): 80,
    })  # fmt: skip
    release = prepare(facts, [tree("geo", parents), flat("sex", "FM")], Rule(5))
    # Within the east alone the four cells make a circle, so no region's total is touched.
    assert release.hidden == {("E1", "F"), ("E1", "M"), ("E2", "F"), ("E2", "M")}


def test_a_small_total_is_hidden_with_what_would_tell_it():
    facts = facts_of(
        "s", "1", ("geo", "sex"), {("A", "F"): 1, ("A", "M"): 1, ("B", "F"): 30, ("B", "M"): 40, ("C", "F"): 9}
    )
    release = prepare(facts, [flat("geo", "ABC"), flat("sex", "FM")], Rule(5))
    assert ("A", "_T") in release.hidden
    assert len([cell for cell in release.hidden if cell[1] == "_T"]) >= 2 or ("_T", "_T") in release.hidden
    assert not release.proof.pinned


def test_a_group_that_shares_one_answer_is_not_told():
    facts = facts_of("g", "1", ("village", "status"), {
        ("A", "positive"): 12, ("B", "positive"): 9, ("B", "negative"): 30,
        ("C", "positive"): 14, ("C", "negative"): 25,
    })  # fmt: skip
    table = [flat("village", "ABC"), flat("status", ["positive", "negative"], telling=True)]
    release = prepare(facts, table, Rule(5))
    assert release.unsafe == {("A", "positive"): "group_shares_one_answer"}
    assert {("A", "positive"), ("A", "negative")} <= release.hidden
    safe = prepare(facts, [table[0], flat("status", ["positive", "negative"])], Rule(5))
    assert safe.hidden == frozenset()


def test_the_dimension_left_out_is_summed_over():
    release = prepare(V4, [V4_TABLE[1]], Rule(5))
    assert {cell: figure.value for cell, figure in release.figures.items()} == {
        ("with",): 15, ("without",): 95, ("_T",): 110,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("shape", [(4, 5), (3, 3, 3), (2, 3, 2, 3)])
def test_random_tables_leave_nothing_pinned_and_nothing_small_shown(shape, seed):
    chance = random.Random(seed)
    names = [f"d{i}" for i in range(len(shape))]
    codes = {name: [f"{name}{j}" for j in range(n)] for name, n in zip(names, shape, strict=True)}
    facts = facts_of(
        "r", "1", names, {one: chance.choice([0, 1, 3, 5, 8, 20, 60]) for one in itertools.product(*codes.values())}
    )
    release = prepare(facts, [flat(name, own) for name, own in codes.items()], Rule(5))
    assert not any(figure.value and figure.value < 5 for figure in release.figures.values())
    assert release.proof.pinned == ()
    assert release.proof.whole
    assert release.proof.holds(release.known)
    assert (release.proof.high - release.proof.low >= 5).all()


def test_a_proof_that_was_tampered_with_does_not_hold():
    release = prepare(V4, V4_TABLE, Rule(5))
    moves = release.proof.moves.copy()
    moves.data[0] += 1
    assert not _with(release.proof, moves=moves).holds(release.known)
    assert not _with(release.proof, moves=moves[:0]).holds(release.known)
    below = release.proof.moves * 1000
    assert not _with(release.proof, moves=below).holds(release.known)


def _with(proof, **changed):
    from dataclasses import replace

    return replace(proof, **changed)


MONEY = [
    *(Contribution(("a", "x"), unit, amount) for unit, amount in (("big", 900.0), ("mid", 50.0), ("low", 20.0))),
    *(Contribution((row, column), f"{row}{column}{i}", 100.0 + i)
      for row in "abc" for column in "xyz" if (row, column) != ("a", "x") for i in range(8)),
]  # fmt: skip


def test_an_amount_that_one_contributor_makes_up_is_hidden_and_stays_in_doubt():
    facts = facts_of("m", "1", ("r", "c"), [one.codes for one in MONEY], contributions=MONEY)
    release = prepare(facts, [flat("r", "abc"), flat("c", "xyz")], Rule(3, p_percent=10))
    assert release.unsafe == {("a", "x"): "dominated_amount"}
    assert len(release.hidden) == 4
    # The second can subtract itself: 970 - 50 must lie p % above 900, so the total must be thought 70 higher.
    proof = release.amount_proof
    assert proof.above[0] * (970 / proof.truth[0]) == pytest.approx(0.1 * 900 - 20)
    assert proof.high[0] - proof.truth[0] >= proof.above[0] - 1e-6
    assert release.figures["b", "z"].amount is not None


def test_dominance_by_the_largest_two():
    facts = facts_of("m", "1", ("r", "c"), [one.codes for one in MONEY], contributions=MONEY)
    table = [flat("r", "abc"), flat("c", "xyz")]
    assert ("a", "x") in prepare(facts, table, Rule(3, dominance=(2, 85.0))).unsafe
    assert prepare(facts, table, Rule(3, dominance=(2, 98.0))).unsafe == {}


def test_one_unit_in_several_rows_counts_once():
    twice = [Contribution(("a",), "big", 50.0), Contribution(("a",), "big", 50.0), Contribution(("a",), "s", 30.0),
             Contribution(("a",), "t", 20.0), *(Contribution(("b",), f"u{i}", 10.0) for i in range(20))]  # fmt: skip
    facts = facts_of("m", "1", ("r",), {("a",): 30, ("b",): 30}, contributions=twice)
    assert prepare(facts, [flat("r", "ab", total=False)], Rule(3, dominance=(1, 60.0))).unsafe == {
        ("a",): "dominated_amount"
    }


def _with_amount(amount: float):
    return facts_of("m", "1", ("a",), {("1",): 9}, contributions=[Contribution(("1",), "u", amount)])


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: prepare(V4, [flat("age", "12")], Rule()), "unknown_dimension"),
        (lambda: prepare(V4, [flat("sex", ["women", "other"])], Rule()), "unknown_code"),
        (lambda: prepare(V4, [V4_TABLE[0], V4_TABLE[0]], Rule()), "doubled_axis"),
        (lambda: prepare(V4, [Axis("sex", {})], Rule()), "empty_group"),
        (lambda: prepare(V4, [Axis("sex", {"none": frozenset()})], Rule()), "empty_group"),
        (lambda: flat("sex", []), "empty_group"),
        (lambda: prepare(_with_amount(-1.0), [flat("a", "1")], Rule(p_percent=5)), "negative_amount"),
        (lambda: prepare(_with_amount(9.0), [flat("a", "1")], Rule(method="round_5")), "amounts_not_rounded"),
        (lambda: Rule(1), "rule_out_of_range"),
        (lambda: Rule(5, dominance=(0, 50)), "rule_out_of_range"),
        (lambda: Rule(5, p_percent=0), "rule_out_of_range"),
        (lambda: Rule(5, "guess"), "rule_out_of_range"),
        (lambda: facts_of("f", "1", ("a",), [("1", "2")]), "mismatched_row"),
        (lambda: facts_of("f", "1", ("a",), {("1",): -1}), "negative_count"),
        (lambda: facts_of("f", "1", ("a",), {("1",): 1.5}), "negative_count"),
        (lambda: facts_of("f", "1", ("a",), [("1",)], codes={"a": ["2"]}), "unknown_code"),
        (lambda: tree("a", {"x": "y", "y": "x", "z": "x"}), "circular_axis"),
        (lambda: tree("a", {"x": "y"}), "unknown_parent"),
    ],
)
def test_what_is_refused(call, code):
    with pytest.raises(Refused) as refused:
        call()
    assert refused.value.codes == (code,)


def test_a_table_too_large_is_refused_before_it_eats_the_machine():
    codes = {name: [f"{i:03}" for i in range(45)] for name in "abc"}
    facts = facts_of("big", "1", tuple("abc"), {("000", "000", "000"): 9}, codes=codes)
    with pytest.raises(Refused) as refused:
        prepare(facts, [flat(name, own) for name, own in codes.items()], Rule())
    assert refused.value.codes == ("too_large_together",)


def test_a_release_names_who_and_to_whom(tmp_path):
    for by, to in (("", "all"), ("me", " ")):
        with pytest.raises(Refused) as refused:
            publish(V4, V4_TABLE, Rule(), ReleaseLog(tmp_path), by=by, to=to)
        assert refused.value.codes == ("nobody_named",)
    assert ReleaseLog(tmp_path).entries() == []


def test_changed_facts_need_a_new_vintage(tmp_path):
    log = ReleaseLog(tmp_path)
    publish(V4, V4_TABLE, Rule(), log, by="me", to="all")
    other = facts_of("v4", "1", V4.names, {("women", "with"): 4, ("men", "without"): 99})
    with pytest.raises(Refused) as refused:
        publish(other, [flat("sex", ["women", "men"])], Rule(), log, by="me", to="all")
    assert refused.value.codes == ("facts_changed",)


def test_small_changes_between_vintages_are_told_or_refused(tmp_path):
    log = ReleaseLog(tmp_path)
    first = facts_of("v", "2025", ("a",), {("1",): 30, ("2",): 40})
    second = facts_of("v", "2026", ("a",), {("1",): 31, ("2",): 60})
    table = [flat("a", "12")]
    publish(first, table, Rule(), log, by="me", to="all")
    warned = prepare(second, table, Rule(), log.told("v"))
    assert [(w.code, w.params["count"], w.params["cells"]) for w in warned.warnings] == [("small_change", 1, "1")]
    with pytest.raises(Refused) as refused:
        publish(second, table, Rule(changes="refuse"), log, by="me", to="all")
    assert refused.value.codes == ("changes_too_small",)


def test_much_hidden_is_said():
    facts = facts_of("s", "1", ("a", "b"), {(a, b): 2 for a in "1234" for b in "wxyz"})
    release = prepare(facts, [flat("a", "1234"), flat("b", "wxyz")], Rule(5))
    assert [warning.code for warning in release.warnings] == ["much_hidden"]
    assert release.loss["finest_cells_hidden"] == 100


def test_overlapping_groups_are_one_table():
    ages = [str(age) for age in range(6)]
    facts = facts_of("o", "1", ("age",), {(age,): 3 if age == "2" else 20 for age in ages})
    axis = Axis("age", {"0-1": frozenset("01"), "0-2": frozenset("012"), "3-5": frozenset("345")})
    release = prepare(facts, [axis], Rule(5))
    assert release.hidden & {("0-1",), ("0-2",)}
    assert np.isfinite(release.proof.high).all()


def test_tables_at_the_edge_of_what_a_table_is():
    one = facts_of("e", "1", ("a",), {("1",): 2})
    hidden = prepare(one, [flat("a", "1")], Rule(5))
    assert hidden.hidden == {("1",), ("_T",)}
    nobody = facts_of("e", "1", ("a",), {("1",): 0, ("2",): 0})
    assert [figure.value for figure in prepare(nobody, [flat("a", "12")], Rule(5)).figures.values()] == [0, 0, 0]
    assert prepare(V4, [], Rule(5)).figures[()].value == 110


def test_an_amount_hidden_before_is_protected_from_what_follows(tmp_path):
    facts = facts_of("m", "1", ("r", "c"), [one.codes for one in MONEY], contributions=MONEY)
    log, rule = ReleaseLog(tmp_path), Rule(3, p_percent=10)
    first = publish(facts, [flat("r", "abc", total=False), flat("c", "xyz")], rule, log, by="me", to="all")
    assert ("a", "x") in first.hidden
    later = publish(facts, [flat("c", "xyz")], rule, log, by="me", to="all")
    proof = later.amount_proof
    assert len(proof.above) == 1
    assert proof.pinned == ()
    known = {cell: figure.amount for release in (first, later) for cell, figure in release.figures.items()}
    columns = [known["b", "x"], known["c", "x"], known["x",]]
    assert None in columns, "the column's total less its other cells would be the amount"
