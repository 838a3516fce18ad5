"""Family tracing: seekers and registered people."""

from __future__ import annotations

import pytest

from sojourn.matching.explain import SENTENCES, sentence
from sojourn.matching.records import Record, record_of
from sojourn.matching.relations import KINDS, kind_of, score_relation

CHILD = {
    "name": "علی کریمی",
    "mother": "فاطمه کریمی",
    "father": "Hasan",
    "birth": "2012-03-04",
    "sex": "M",
    "place": "Herat",
}


def person(**said: str) -> Record:
    return record_of({"id": "1", **said})


def test_a_mother_whom_the_child_names_is_likely() -> None:
    mother = person(given="Fatima", family="Karimi", birth="1985", sex="F", place="Herat")

    found = score_relation(mother, person(**CHILD), "mother")

    assert found.band == "likely"
    assert any(sentence(reason).startswith("the parent named on one side") for reason in found.reasons)


@pytest.mark.parametrize(
    "seeker",
    [
        {"given": "Zahra", "family": "Karimi", "birth": "1985", "sex": "F"},
        {"given": "Fatima", "family": "Karimi", "birth": "2009-05-05", "sex": "F"},
        {"given": "Fatima", "birth": "1985", "sex": "F", "nationality": "UKR", "language": "uk"},
    ],
)
def test_another_name_age_or_origin_speaks_against(seeker: dict[str, str]) -> None:
    child = person(**CHILD, nationality="AFG", language="fa")

    assert score_relation(person(**seeker), child, "mother").probability < 0.5


def test_siblings_share_parents() -> None:
    sister = person(given="Maryam", mother="Fatima Karimi", father="Hassan", birth="2009", sex="F")
    stranger = person(given="Maryam", mother="Zahra Noori", father="Omar", birth="2009", sex="F")

    assert score_relation(sister, person(**CHILD), "sister").probability > (
        score_relation(stranger, person(**CHILD), "sister").probability
    )


def test_a_description_of_the_child_counts() -> None:
    mother = person(given="Fatima", family="Karimi", birth="1985", sex="F")
    right, wrong = person(given="Ali", birth="2012"), person(given="Yusuf", birth="2004-06-01", sex="M")

    assert score_relation(mother, person(**CHILD), "mother", described=right).probability > (
        score_relation(mother, person(**CHILD), "mother", described=wrong).probability
    )


def test_every_reason_has_a_sentence() -> None:
    mother = person(given="Fatima", family="Karimi", birth="1985", sex="F", place="Herat", phone="0799123456")
    child = person(**CHILD, phone="0799123456")

    for kind in KINDS:
        for reason in score_relation(mother, child, kind, described=person(given="Ali")).reasons:
            assert reason.code in SENTENCES
            assert "{" not in sentence(reason)


def test_unknown_relations_are_those_of_relatives() -> None:
    assert kind_of("Brother").name == "sibling"
    assert kind_of("second cousin").name == "relative"
