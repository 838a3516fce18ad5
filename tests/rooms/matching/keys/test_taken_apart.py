"""A search text in any order, script and form, sorted into names, births and numbers."""

from __future__ import annotations

import pytest

from sojourn.matching.keys import query_keys


@pytest.mark.parametrize(
    "text",
    ["7/3/1988 Quercus", "Quercus 1988/03/07", "Quercus 1988-03-07", "Quercus 7.3.88", "٧/٣/١٩٨٨ Quercus",
     "7 March 1988 Quercus", "quercus 7 mars 1988"],
)  # fmt: skip
def test_a_date_in_any_usual_form(text: str) -> None:
    query = query_keys(text)

    assert query.births[0].earliest == (1988, 3, 7)
    assert [word.roman for word in query.words] == ["quercus"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Quercus +49 30 765 43 21", "+49307654321"),
        ("0944 000 111", "0944000111"),
        ("(0944) 000-111 Quercus", "0944000111"),
        ("AVRR-2026-00012", "avrr-2026-00012"),
        ("SYR:N1234567", "n1234567"),
        ("№ 1234567", "1234567"),
        ("٠٩٤٤٠٠٠١١١", "0944000111"),
    ],
)
def test_a_number_however_it_is_grouped(text: str, number: str) -> None:
    query = query_keys(text)

    assert number in query.numbers
    assert query.births == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("😀 Quercus", ["quercus"]),
        ("Quercus😀Alder", ["quercus", "alder"]),
        ("\u202bمحمد\u202c Alder", ["mohammed", "alder"]),
        ("Mohammed محمد", ["mohammed"]),
        ("Олена Olena Quercus", ["olena", "quercus"]),
        ("Quercus, Testperson", ["quercus", "testperson"]),
        ("Ms Quercus", ["quercus"]),
        ("*", []),
    ],
)
def test_names_without_what_is_no_name_or_is_said_twice(text: str, words: list[str]) -> None:
    assert [word.roman for word in query_keys(text).words] == words


def test_a_name_given_twice_in_one_script_is_two_names() -> None:
    assert len(query_keys("Alder Alder ").words) == 2


def test_two_words_that_may_be_one_name_are_read_both_ways() -> None:
    one, apart = query_keys("Hasina Uddin ").readings

    assert [word.roman for word in one] == ["hasinauddin"]
    assert [word.roman for word in apart] == ["hasina", "uddin"]


def test_a_day_or_a_year_alone_asks_for_whoever_was_born_then() -> None:
    assert query_keys("7.3.1988").keys == {"a:19880307"}
    assert query_keys("1988").keys == {"a:1988"}


@pytest.mark.parametrize(
    "text", ["Amina Quercus 1985 ", "Amina Betula Quercus 7.3.1985", "Abd Allah Quercus al-Hasan Betu"]
)
def test_no_ask_has_more_sets_than_an_index_is_asked_for(text: str) -> None:
    assert all(1 <= len(ask) <= 3 for step in query_keys(text).steps for ask in step)
