"""The bulk engine says what the engine for two records says."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import numpy as np
import pytest
from bench.people.__main__ import write_files

from sojourn.kernel.refused import Refused
from sojourn.matching.compare import compare, features, summed
from sojourn.matching.dedupe import duplicates, duplicates_in
from sojourn.matching.dedupe.coding_records import people_of
from sojourn.matching.dedupe.coding_table import people_in
from sojourn.matching.dedupe.evidence import FEATURES
from sojourn.matching.dedupe.in_sql import packed
from sojourn.matching.dedupe.keyed import candidate_pairs
from sojourn.matching.dedupe.rareness import bits_of
from sojourn.matching.dedupe.reading_table import open_people
from sojourn.matching.dedupe.weighing import amounts, weigher_of
from sojourn.matching.records import record_of
from sojourn.matching.score.total import against_both, prior
from sojourn.matching.traits import Traits, traits_of
from sojourn.matching.weights import weights


@pytest.fixture(scope="module")
def people_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    write_files(folder, 1_000, 3, "harsh", 1, "csv")
    return folder / "people.csv"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_pair_in_bulk_weighs_what_two_records_weigh(people_file: Path) -> None:
    coded = [traits_of(record_of(row)) for row in rows_of(people_file)]
    single = [dataclasses.replace(traits, births=traits.births[:1], pools=traits.pools[:1]) for traits in coded]
    people = people_of(single)
    rarer = [_with_rarity(traits, bits) for traits, bits in zip(single, bits_of(people).T.tolist(), strict=True)]
    chosen = np.random.default_rng(1).integers(0, len(single), (2, 2_000))
    drawn = packed(*np.sort(chosen[:, chosen[0] != chosen[1]], axis=0))
    pairs = np.concatenate([candidate_pairs(people), drawn])

    names, found = amounts(people, pairs)

    for column, pair in enumerate(pairs.tolist()):
        said = summed(features(compare(rarer[pair >> 32], rarer[pair & 0xFFFFFFFF])))
        bulk = {name: amount for name, amount in zip(names, found[:, column].tolist(), strict=True) if amount}
        assert bulk == pytest.approx(dict(said), abs=1e-4)
    assert len(pairs) > 2_500


def test_a_pair_that_is_given_up_early_is_a_weak_one(people_file: Path) -> None:
    table = open_people(people_file)
    people = people_in(table.columns, table.size)
    pairs = candidate_pairs(people)
    names, found = amounts(people, pairs)
    strangers, relatives = (
        np.array([against.of[name] for name in names]) @ found for against in (weights().strangers, weights().relatives)
    )
    strangers, relatives = strangers + prior(weights(), people.size), relatives + weights().relatives.prior
    exact = np.array([against_both(*both) for both in zip(strangers.tolist(), relatives.tolist(), strict=True)])

    kept, odds = weigher_of(people, weights()).weigh(pairs, 2.0)

    clear = np.abs(exact - 2.0) > 1e-4
    assert np.array_equal(pairs[clear & (exact > 2.0)], kept[np.isin(kept, pairs[clear])])
    assert np.allclose(odds, exact[np.isin(pairs, kept)], atol=1e-4)


def test_every_weight_is_of_a_feature_and_every_feature_has_a_weight() -> None:
    assert set(FEATURES) == set(weights().strangers.of) == set(weights().relatives.of)


def _with_rarity(traits: Traits, bits: list[float]) -> Traits:
    pools = tuple(
        tuple(dataclasses.replace(word, bits=rare) for word, rare in zip(pool, bits, strict=False))
        for pool in traits.pools
    )
    return dataclasses.replace(traits, pools=pools)


def test_a_table_is_coded_like_its_records(people_file: Path) -> None:
    table = open_people(people_file)
    people = people_in(table.columns, table.size)
    records = [traits_of(record_of(row)) for row in rows_of(people_file)]

    words = [[people.tokens.word(at).skeleton for at in row if at < people.nobody] for row in people.words.T.tolist()]
    same = [
        sorted(found) == sorted(w.skeleton for w in said.pools[0]) for found, said in zip(words, records, strict=True)
    ]

    assert np.mean(same) > 0.95


def test_duplicates_are_found_in_a_file(people_file: Path) -> None:
    entities = [row["entity_id"] for row in rows_of(people_file)]

    found = duplicates_in(people_file, 0.5)

    right = sum(entities[a] == entities[b] for a, b in zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert right / len(found.left) > 0.8
    clusters = found.clusters()
    assert (clusters <= np.arange(found.size)).all()


def test_duplicates_among_records_come_with_reasons() -> None:
    rows = [
        {"id": "1", "name": "Testperson Alder", "birth": "1988-03-07"},
        {"id": "2", "name": "Alder Testperson", "birth": "1988-03-07"},
        {"id": "3", "name": "Testperson Birch", "birth": "1951-10-30"},
    ]

    found = list(duplicates(map(record_of, rows)))

    assert [(one.id, other.id) for one, other, _ in found] == [("1", "2")]
    assert found[0][2].reasons


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("colour,size\nred,3\n", "people_without_names"),
        ("", "people_unreadable"),
        ('name,birth\n"Alder,1988\n', "people_unreadable"),
    ],
)
def test_a_file_that_is_no_table_of_people_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Refused) as refused:
        duplicates_in(path)

    assert refused.value.codes == (code,)
    assert "odd.csv" in str(refused.value)


def test_a_chain_through_somebody_in_between_makes_no_group() -> None:
    from sojourn.matching.dedupe.clusters import clusters_of

    pairs = np.array([0 << 32 | 1, 1 << 32 | 2, 0 << 32 | 2], dtype=np.uint64)

    apart = clusters_of(3, pairs, np.array([0.9, 0.8, 0.01], dtype=np.float32), 0.5, 0.05)

    assert apart.tolist() == [0, 0, 2]


def test_three_hundred_equal_rows_are_one_group_though_no_block_holds_them_all(tmp_path: Path) -> None:
    path = tmp_path / "again.csv"
    again = "Testperson Alderwood,1988-03-07\n" * 300
    path.write_text(f"name,birth\n{again}Testperson Birchwood,1951-01-09\n", encoding="utf-8")

    found = duplicates_in(path)

    assert found.compared < 300 * 299 / 2 / 10
    assert found.clusters().tolist() == [0] * 300 + [300]
