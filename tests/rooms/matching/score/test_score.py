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


HOME = {"phone": "+963944000111", "place": "Homs", "mother": "Amal"}


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ({}, {"given": "Omar", "birth": "1990-11-21"}, "a brother with the same telephone, town and mother"),
        ({}, {"given": "Ahmed"}, "a twin with the same telephone, town and mother"),
        ({"given": "Amir"}, {"given": "Amira", "sex": "F"}, "a twin sister whose name differs in its ending"),
        ({"given": "Karim"}, {"given": "Karima", "sex": "F", "birth": "1990-11-21"}, "a sister called like him"),
        ({}, {"birth": "1957-06-02"}, "a father with his son’s name, one telephone"),
        ({}, {"given": "Khaled", "father": "Mohammed", "birth": "1957-06-02"}, "a father, named by the son"),
        ({}, {"given": "Layla", "father": "Yusuf", "sex": "F", "birth": "1990-02-14", "mother": "Huda"}, "a spouse"),
    ],
)
def test_people_of_one_home_are_not_one_person(one: dict[str, str], other: dict[str, str], what: str) -> None:
    known = {**ALDER, **HOME, **one}

    assert score(person(**known), person(**{**known, **other})).probability < 0.5, what


@pytest.mark.parametrize("sex", ["F", ""])
def test_a_sex_entered_wrongly_hides_nobody(sex: str) -> None:
    assert score(person(**ALDER), person(**{**ALDER, "sex": sex})).band == "likely"


def test_a_common_telephone_says_less_of_relatives_than_of_strangers() -> None:
    brother = {**ALDER, "given": "Omar", "birth": "1990-11-21"}
    shared = {"phone": "+963944000111"}

    apart = score(person(**ALDER), person(**brother))
    together = score(person(**ALDER, **shared), person(**brother, **shared))

    assert together.probability < 4 * apart.probability + 0.01


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("1988-03-03", "1988-03-10", "dates of birth a few days apart"),
        ("1988-03-01", "1988-02-28", "dates of birth a few days apart"),
        ("1988-03-03", "1988-02-18", "same year of birth, other day and month"),
        ("1988", "1989-05-19", "years of birth one or two apart; at least one is not exact"),
        ("1988-03-03", "1989-05-19", "dates of birth one or two years apart"),
    ],
)
def test_how_far_births_are_apart_is_said(one: str, other: str, said: str) -> None:
    found = score(person(**{**ALDER, "birth": one}), person(**{**ALDER, "birth": other}))

    assert said in sentences(found)


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
