"""Which keys records share, and what a search text is taken apart into."""

from __future__ import annotations

import pytest

from sojourn.matching.keys import keys, query_keys
from sojourn.matching.records import record_of

ALDER = {"id": "1", "given": "Mohammed", "family": "Darwish", "birth": "1988-03-07", "phone": "+963944000111"}


@pytest.mark.parametrize(
    "other",
    [
        {"given": "محمد", "family": "درويش"},
        {"given": "Darwish", "family": "Mohammed"},
        {"birth": "1988-07-03", "family": "Derwisch"},
        {"given": "Xenophon", "family": "Quill"},
        {"family": "Darwosh", "birth": "1988"},
    ],
)
def test_records_of_one_person_share_a_key(other: dict[str, str]) -> None:
    found = keys(record_of(ALDER)) & keys(record_of({**ALDER, **other, "id": "2"}))

    assert {key for key in found if not key.startswith("w:")}


def test_strangers_share_none() -> None:
    stranger = record_of({"id": "2", "given": "Olena", "family": "Bondarenko", "birth": "1951-10-30"})

    assert not keys(record_of(ALDER)) & keys(stranger)


@pytest.mark.parametrize(
    "text", ["mohamed darwish", "Darwish Mohammed", "درويش محمد", "darwish 1988", "0944000111", "mohammed dar"]
)
def test_a_search_text_finds_the_record(text: str) -> None:
    assert query_keys(text).keys & keys(record_of(ALDER))


def test_a_search_text_is_taken_apart() -> None:
    query = query_keys("Darwish 1988-03-07 N1234567 ")

    assert [word.roman for word in query.words] == ["darwish"]
    assert query.births[0].earliest == (1988, 3, 7)
    assert query.numbers == ("n1234567",)
    assert not query.unfinished


@pytest.mark.parametrize("text", ["", "   ", "?!", "\x00", "9" * 500, "1988-99-99", "ـــ"])
def test_odd_texts_are_taken_apart_too(text: str) -> None:
    assert query_keys(text).text == text
