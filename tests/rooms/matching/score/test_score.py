"""What a score says about pairs that caseworkers know."""

from __future__ import annotations

import pytest

from sojourn.matching.explain import SENTENCES, sentence
from sojourn.matching.match import Match
from sojourn.matching.records import Record, record_of
from sojourn.matching.score import score


def person(**said: str) -> Record:
    return record_of({"id": "1", "sex": "M", **said})


ALDER = {"given": "Mohammed", "family": "Darwish", "father": "Khaled", "birth": "1988-03-07", "nationality": "SYR"}


def sentences(match: Match) -> list[str]:
    return [sentence(reason) for reason in match.reasons]


def test_one_person_in_two_scripts_is_likely_and_the_reasons_say_so() -> None:
    arabic = {**ALDER, "given": "محمد", "family": "درويش", "father": "خالد"}

    found = score(person(**ALDER), person(**arabic))

    assert found.band == "likely"
    assert "same given name in another script: “mohammed” and “محمد”" in sentences(found)
    assert any(text.startswith("same father’s name in another script") for text in sentences(found))
    assert "same date of birth" in sentences(found)


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ({"given": "Omar"}, "a twin"),
        ({"given": "Omar", "birth": "1990-11-21"}, "a brother"),
        ({"birth": "1957-06-02"}, "a father with his son’s name"),
        ({"father": "Yusuf", "birth": "1988-09-21"}, "a namesake born in the same year"),
        ({"given": "Layla", "sex": "F"}, "a twin sister"),
    ],
)
def test_relatives_and_namesakes_are_not_the_same_person(other: dict[str, str], what: str) -> None:
    assert score(person(**ALDER), person(**{**ALDER, **other})).probability < 0.5, what


@pytest.mark.parametrize(
    ("given", "brother"),
    [("Rahim", "Rahman"), ("Hasan", "Hussein"), ("Karim", "Karima"), ("كريم", "Karima"), ("Mahmoud", "Hamid")],
)
def test_names_that_are_alike_and_yet_two_names_are_kept_apart(given: str, brother: str) -> None:
    one, other = {**ALDER, "given": given}, {**ALDER, "given": brother, "birth": "1989-01-20"}

    found = score(person(**one), person(**other))

    assert found.band == "unlikely"
    assert any(text.startswith("different given names") for text in sentences(found))


def test_a_son_called_after_his_grandfather_is_not_his_father() -> None:
    father, son = person(name="Omar Khaled Darwish"), person(name="Khaled Omar Darwish")
    other_order = person(name="Darwish Omar Khaled")

    assert SENTENCES["name.reversed"] in sentences(score(father, son))
    assert SENTENCES["name.reversed"] not in sentences(score(father, other_order))
    assert score(father, son).probability < score(father, other_order).probability / 5


def test_who_is_called_like_the_others_father_is_the_father() -> None:
    child = person(given="Layla", father="Khaled", family="Darwish")
    father = person(given="Khaled", family="Darwish")

    found = score(child, father)

    assert found.band == "unlikely"
    assert SENTENCES["name.kin"] in sentences(found)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"family": "Darwich"}),
        ({"birth": "1988-07-03"}, {"birth": "1988-05-19"}),
        ({"birth": "1988"}, {"birth": "1983-03-01"}),
        ({"father": ""}, {"father": "Yusuf"}),
        ({"nationality": ""}, {"nationality": "UKR"}),
        ({"phone": "+963944000111"}, {"phone": "+963955999888"}),
        ({"document": "SYR:N1234567"}, {"document": "SYR:N7654321"}),
    ],
)
def test_better_agreement_never_weighs_less(better: dict[str, str], worse: dict[str, str]) -> None:
    known = person(**ALDER, phone="+963944000111", document="SYR:N1234567")

    assert score(known, person(**{**ALDER, **better})).probability >= (
        score(known, person(**{**ALDER, **worse})).probability
    )


def test_given_and_family_name_exchanged_is_still_likely() -> None:
    exchanged = {**ALDER, "given": "Darwish", "family": "Mohammed"}

    found = score(person(**ALDER), person(**exchanged))

    assert found.band == "likely"
    assert SENTENCES["name.crossed"] in sentences(found)


def test_a_rare_name_says_more_than_a_common_one() -> None:
    common = score(person(given="Mohammed", family="Ali"), person(given="Mohammed", family="Ali"))
    rare = score(person(given="Quintilio", family="Zambrowski"), person(given="Quintilio", family="Zambrowski"))

    assert rare.probability > common.probability


def test_name_and_birth_alone_are_enough_when_the_name_is_rare() -> None:
    bare = {"name": "Quintilio Zambrowski", "birth": "1971-10-23"}

    assert score(person(**bare), person(**bare)).band == "likely"


def test_empty_records_say_nothing() -> None:
    found = score(record_of({"id": "1"}), record_of({"id": "2"}))

    assert found.band == "unlikely"
    assert found.reasons == ()


def test_the_score_is_the_same_both_ways() -> None:
    one, other = person(**ALDER), person(**{**ALDER, "family": "Derwisch", "birth": "1989-03-07"})

    assert score(one, other).probability == pytest.approx(score(other, one).probability)


def test_more_people_make_a_chance_meeting_less_sure() -> None:
    one, other = person(name="Ali Hasan", birth="1988-03-07"), person(name="Ali Hasan", birth="1988-03-07")

    assert score(one, other, population=1_000_000).probability < score(one, other, population=20_000).probability
