"""Finding step by step, with the keys kept in a plain dictionary."""

from __future__ import annotations

from collections import defaultdict

import pytest

from sojourn.matching.keys import Ask, Step, keys, query_keys
from sojourn.matching.records import record_of
from sojourn.matching.search import card_of, card_of_traits, find
from sojourn.matching.search.cards import births_of, parts_of, word_of
from sojourn.matching.traits import traits_of

PEOPLE = {
    "alder": {"given": "Mohammed", "family": "Darwish", "birth": "1988-03-07"},
    "birch": {"given": "Olena", "family": "Bondarenko", "birth": "1951-10-30"},
    "cedar": {"given": "Mohammed", "family": "Khatib", "birth": "1988-01-01"},
    "rowan": {"name": "ተስፋዬ በቀለ", "birth": "2001"},
    "maple": {"given": "Hasina", "family": "Uddin", "birth": "1978"},
    "hazel": {"given": "Katerina", "family": "Salixenko", "phone": "+380 44 1234567"},
    "aspen": {"name": "林杰磊", "birth": "1986-11-10"},
}


class Index:
    """Keys to people; counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._cards = {who: card_of(record_of({"id": who, **said})) for who, said in PEOPLE.items()}
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for who, said in PEOPLE.items():
            for key in keys(record_of({"id": who, **said})):
                self._by_key[key].append(who)

    def __call__(self, step: Step, limit: int) -> list[tuple[str, str]]:
        self.asked += 1
        found = dict.fromkeys(who for ask in step for who in sorted(self._meeting(ask))[:limit])
        return [(who, self._cards[who]) for who in found]

    def _meeting(self, ask: Ask) -> set[str]:
        return set.intersection(*({who for key in keys for who in self._by_key[key]} for keys in ask))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("darwish mohamed", "alder"),
        ("Олена Бондаренко", "birch"),
        ("bondarenko", "birch"),
        ("1988 mohammed kha", "cedar"),
        ("Tesfaye Bekele", "rowan"),
        ("Bekele 2001", "rowan"),
        ("mohammed 1988-07-03", "alder"),
        ("Tesfay Beqele", "rowan"),
        ("Тесфайе Бекеле", "rowan"),
        ("Hasina Uddin 1978", "maple"),
        ("হাসিনা উদ্দিন", "maple"),
        ("Khasina Udin 1979", "maple"),
        ("Katerina Salikhenko", "hazel"),
        ("კატერინა სალიქსენკო", "hazel"),
        ("Կատերինա Սալիքսենկո", "hazel"),
        ("Κατερίνα Σαλιξένκο", "hazel"),
        ("کاترینا سالیکسنکو", "hazel"),
        ("Alder 044 123 45 67", "hazel"),
        ("Lin Jielei", "aspen"),
        ("林 1986", "aspen"),
        ("10.11.1986", "aspen"),
        ("kater", "hazel"),
        ("mohammed d", "alder"),
        ("mohammed darw", "alder"),
        ("bond", "birch"),
    ],
)
def test_who_is_meant_comes_first(text: str, who: str) -> None:
    assert find(query_keys(text), Index())[0].id == who


def test_a_sure_hit_ends_the_search_early() -> None:
    index = Index()

    find(query_keys("olena bondarenko 1951-10-30 "), index)

    assert index.asked == 1


def test_whoever_bears_the_number_typed_comes_before_any_name() -> None:
    hits = find(query_keys("Mohammed Darwish +380 44 1234567"), Index())

    assert [hit.id for hit in hits][:2] == ["hazel", "alder"]


def test_a_birth_that_nobody_knows_hides_nobody() -> None:
    assert find(query_keys("Katerina Salixenko 1990 "), Index())[0].id == "hazel"


def test_nobody_is_found_for_nothing() -> None:
    assert find(query_keys("  "), Index()) == ()


@pytest.mark.parametrize("name", ["李 梅树", "Li Mei", "محمد عبد الله", "Олександр", "García-López", "O'Quercus"])
def test_every_word_of_a_name_comes_back_from_its_card(name: str) -> None:
    traits = traits_of(record_of({"name": name}))
    names, _ = parts_of(card_of_traits(traits))

    back = [word_of(written) for written in names.split()]
    assert [(one.roman, one.skeleton, one.kind, one.vowelless) for one in back] == [
        (one.roman, one.skeleton, one.kind, one.vowelless) for one in traits.pools[0]
    ]


def test_a_card_says_what_was_written() -> None:
    names, births = parts_of(card_of(record_of({"id": "1", **PEOPLE["alder"]})))

    assert [word_of(written).roman for written in names.split()] == ["mohammed", "darwish"]
    assert births_of(births)[0].earliest == (1988, 3, 7)
