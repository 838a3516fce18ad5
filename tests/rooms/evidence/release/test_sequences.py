"""F16: whatever sequence of tables of the same facts is published, no count below the threshold can be pinned.

Attacks: linear programmes over all figures at once (which holds every intersection and difference), every whole table
tried where that is possible, and averaging over repeated rounding.
"""

from __future__ import annotations

import itertools
import random

import pytest
from tests.rooms.evidence.release.attacker import Attacker

from sojourn.evidence.release.axes import Axis, flat
from sojourn.evidence.release.facts import Facts, facts_of
from sojourn.evidence.release.gate import publish
from sojourn.evidence.release.log import ReleaseLog
from sojourn.evidence.release.rules import Rule
from sojourn.kernel.refused import Refused

K = 5
CODES = {"sex": ["F", "M"], "age": ["0", "1", "2", "3", "4"], "origin": ["a", "b", "c"]}


def some_facts(chance: random.Random, codes=CODES, counts=(0, 0, 1, 2, 3, 4, 6, 9, 15, 40)) -> Facts:
    rows = {one: chance.choice(counts) for one in itertools.product(*codes.values())}
    return facts_of("caseload", "2026-01", tuple(codes), rows, codes=codes)


def some_axis(chance: random.Random, name: str, codes) -> Axis:
    kind = chance.choice(["flat", "flat", "bare", "bands"])
    if kind == "bands" and len(codes) > 2:
        cut = chance.randint(1, len(codes) - 1)
        groups = {"low": frozenset(codes[:cut]), "high": frozenset(codes[cut:])}
        return Axis(name, {**groups, "_T": frozenset(codes)} if chance.random() < 0.7 else groups)
    return flat(name, codes, total=kind == "flat")


def some_table(chance: random.Random, codes=CODES) -> list[Axis]:
    names = chance.sample(list(codes), chance.randint(1, len(codes)))
    return [some_axis(chance, name, codes[name]) for name in names]


def published(tmp_path, seed: int, rounds: int, codes=CODES) -> tuple[Facts, list]:
    chance = random.Random(seed)
    facts, log, out = some_facts(chance, codes), ReleaseLog(tmp_path), []
    for number in range(rounds):
        method = chance.choice(["suppress", "suppress", "suppress", "round_5"])
        try:
            out.append(
                publish(facts, some_table(chance, codes), Rule(K, method), log, by="office", to=f"reader {number}")
            )
        except Refused as refused:
            refusals = {*refused.codes}
            assert refusals == {"pinned"}
    return facts, out


def least_doubt(releases) -> float:
    """A threshold's width where counts were hidden; what rounding leaves where it came in."""
    return min(release.rule.doubt for release in releases)


def pinned(facts: Facts, releases, codes=CODES) -> list:
    reader = Attacker(codes)
    for release in releases:
        reader.read(release)
    truth = facts.counts.ravel()
    found = []
    for parts, row in reader.every_sum():
        if 0 < row @ truth < K:
            low, high = reader.bounds(row)
            assert low - 1e-6 <= row @ truth <= high + 1e-6
            if high - low < least_doubt(releases) - 1e-6:
                found.append((parts, low, high))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_no_sequence_of_tables_pins_a_small_count(tmp_path, seed):
    facts, releases = published(tmp_path, seed, rounds=5)
    assert releases
    assert pinned(facts, releases) == []


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(100, 400))
def test_no_longer_sequence_does_either(tmp_path, seed):
    facts, releases = published(tmp_path, seed, rounds=9)
    assert pinned(facts, releases) == []


SMALL = {"sex": ["F", "M"], "need": ["x", "y"], "year": ["1", "2"]}


@pytest.mark.parametrize("seed", range(3))
def test_trying_every_whole_table_does_not_help(tmp_path, seed):
    chance = random.Random(900 + seed)
    facts = some_facts(chance, SMALL, counts=(0, 1, 2))
    log, reader, rule = ReleaseLog(tmp_path), Attacker(SMALL), Rule(2)
    for _ in range(2):
        try:
            reader.read(publish(facts, some_table(chance, SMALL), rule, log, by="office", to="all"))
        except Refused:
            continue
    truth = facts.counts.ravel()
    sums = [row for _, row in reader.every_sum() if row @ truth == 1]
    if sums and reader.rows:
        possible = reader.tables(most=3)
        assert (possible == truth).all(axis=1).any()
        seen = [[(possible @ row).min(), (possible @ row).max()] for row in sums]
        # Where a table of the trial reaches its bound, tables beyond the trial agree as well.
        assert all(high - low >= 2 for low, high in seen) or (possible == 3).any()


def test_a_difference_of_two_bands_is_caught(tmp_path):
    ages = [str(age) for age in range(15, 25)]
    facts = facts_of("youth", "1", ("age",), {(age,): 2 if age == "20" else 30 for age in ages})
    log = ReleaseLog(tmp_path)
    first = Axis("age", {"15-19": frozenset(ages[:5]), "20-24": frozenset(ages[5:])})
    second = Axis("age", {"15-20": frozenset(ages[:6]), "21-24": frozenset(ages[6:])})
    publish(facts, [first], Rule(K), log, by="office", to="ministry")
    later = publish(facts, [second], Rule(K), log, by="office", to="newspaper")
    assert later.hidden == {("15-20",), ("21-24",)}
    assert publish(facts, [first], Rule(K), log, by="office", to="newspaper").hidden == frozenset()


def test_what_was_hidden_stays_hidden_when_a_total_follows(tmp_path):
    facts = facts_of("small", "1", ("sex", "need"), {("F", "x"): 2, ("F", "y"): 30, ("M", "x"): 40, ("M", "y"): 8})
    log = ReleaseLog(tmp_path)
    table = [flat("sex", ["F", "M"], total=False), flat("need", ["x", "y"])]
    first = publish(facts, table, Rule(K), log, by="office", to="all")
    assert ("F", "x") in first.hidden
    later = publish(facts, [flat("need", ["x", "y"])], Rule(K), log, by="office", to="all")
    reader = Attacker({"sex": ["F", "M"], "need": ["x", "y"]})
    for release in (first, later):
        reader.read(release)
    low, high = reader.bounds(reader.sum_over({"sex": frozenset("F"), "need": frozenset("x")}))
    assert high - low >= K


def test_asking_again_and_averaging_tells_nothing(tmp_path):
    chance = random.Random(4)
    facts, log = some_facts(chance), ReleaseLog(tmp_path)
    table = [flat("sex", CODES["sex"]), flat("age", CODES["age"])]
    releases = [publish(facts, table, Rule(K, "round_5"), log, by="office", to=f"reader {n}") for n in range(4)]
    assert len({tuple(figure.value for figure in release.figures.values()) for release in releases}) == 1
    assert len({entry["digest"] for entry in log.entries()}) == 1
    assert len(log.entries()) == 4


def test_exact_figures_after_rounded_ones_are_judged_with_them(tmp_path):
    facts = facts_of("mixed", "1", ("need",), {("x",): 3, ("y",): 20, ("z",): 50})
    log = ReleaseLog(tmp_path)
    rounded = publish(facts, [flat("need", "xyz")], Rule(K, "round_5"), log, by="office", to="all")
    assert rounded.figures["x",].value in (0, 5)
    # Shown exactly beside z and the total, y would tell x: both are hidden, and rounding's doubt of four stays.
    later = publish(facts, [flat("need", "xyz")], Rule(K), log, by="office", to="all")
    reader = Attacker({"need": list("xyz")})
    for release in (rounded, later):
        reader.read(release)
    low, high = reader.bounds(reader.sum_over({"need": frozenset("x")}))
    assert high - low >= 4
